"""Add the city of a hero."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column(
        "hero",
        sa.Column("city", sa.String(), nullable=False, server_default="unknown"),
    )


def downgrade():
    with op.batch_alter_table("hero") as batch:
        batch.drop_column("city")
