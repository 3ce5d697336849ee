from typing import Optional

from sqlmodel import Field, Session, SQLModel, create_engine

from .settings import settings

engine = create_engine(settings.database_url)


class User(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(index=True, unique=True)
    password_hash: str


class Book(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    title: str
    owner_id: int = Field(foreign_key="user.id", index=True)


def get_session():
    with Session(engine) as session:
        yield session
