"""Endpoints that are made from a table of SQLAlchemy, with signatures of their own."""

from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastcrud import crud_router
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import StaticPool

from asking import ask, parameters

engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
make_session = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class NewItem(BaseModel):
    name: str


async def get_session():
    async with make_session() as session:
        yield session


@asynccontextmanager
async def lifespan(_):
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield


app = FastAPI(lifespan=lifespan)
app.include_router(
    crud_router(
        session=get_session,
        model=Item,
        create_schema=NewItem,
        update_schema=NewItem,
        path="/items",
    )
)


def answers():
    lamp, desk = ({"json": {"name": name}} for name in ("lamp", "desk"))
    made = (("POST /items", lamp), ("POST /items", {"json": {}}))
    read = ("GET /items", "GET /items?offset=x", "GET /items/1", "GET /items/7", "GET /items/x")
    changed = (("PATCH /items/1", desk), "GET /items/1", "DELETE /items/1")
    return [ask(app, *made, *read, *changed), parameters(app)]
