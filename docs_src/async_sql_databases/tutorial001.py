from contextlib import asynccontextmanager
from typing import List

import sqlalchemy as sa
from etude import Etude
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import create_async_engine

metadata = sa.MetaData()

notes = sa.Table(
    "notes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("completed", sa.Boolean, nullable=False),
)

engine = create_async_engine("sqlite+aiosqlite:///notes.db")


@asynccontextmanager
async def lifespan(app: Etude):
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    yield
    await engine.dispose()


app = Etude(lifespan=lifespan)


class NoteIn(BaseModel):
    text: str
    completed: bool


class Note(NoteIn):
    id: int


@app.get("/notes/", response_model=List[Note])
async def read_notes():
    async with engine.connect() as connection:
        result = await connection.execute(sa.select(notes).order_by(notes.c.id))
        return result.mappings().all()


@app.post("/notes/", response_model=Note)
async def create_note(note: NoteIn):
    statement = sa.insert(notes).values(note.model_dump()).returning(notes)
    async with engine.begin() as connection:
        result = await connection.execute(statement)
        return result.mappings().one()
