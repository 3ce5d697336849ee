import os

from alembic import context
from models import SQLModel
from sqlmodel import create_engine

url = os.environ.get("DATABASE_URL", "sqlite:///database.db")


def run_migrations_offline():
    context.configure(
        url=url, target_metadata=SQLModel.metadata, literal_binds=True
    )
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online():
    engine = create_engine(url)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_as_batch=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
