from contextlib import asynccontextmanager

from etude import Etude
from sqlmodel import SQLModel

from . import books, users
from .database import engine


@asynccontextmanager
async def lifespan(app: Etude):
    SQLModel.metadata.create_all(engine)
    yield
    engine.dispose()


app = Etude(title="Books", lifespan=lifespan)
app.include_router(users.router)
app.include_router(books.router)
