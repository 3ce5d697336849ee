"""Create the table of heroes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table(
        "hero",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("secret_name", sa.String(), nullable=False),
    )
    op.create_index("ix_hero_name", "hero", ["name"])
    op.create_index("ix_hero_age", "hero", ["age"])


def downgrade():
    op.drop_table("hero")
