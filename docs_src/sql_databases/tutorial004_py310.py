import os
from contextlib import asynccontextmanager

from etude import Depends, Etude
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession


class NoteIn(SQLModel):
    text: str
    completed: bool


class Note(NoteIn, table=True):
    id: int | None = Field(default=None, primary_key=True)


class NotePublic(NoteIn):
    id: int


engine = create_async_engine(
    os.environ.get("DATABASE_URL", "sqlite+aiosqlite:///database.db")
)


@asynccontextmanager
async def lifespan(app: Etude):
    async with engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    yield
    await engine.dispose()


async def get_session():
    async with AsyncSession(engine, expire_on_commit=False) as session:
        yield session


app = Etude(lifespan=lifespan)


@app.post("/notes/", response_model=NotePublic)
async def create_note(note: NoteIn, session: AsyncSession = Depends(get_session)):
    stored = Note.model_validate(note)
    session.add(stored)
    await session.commit()
    return stored


@app.get("/notes/", response_model=list[NotePublic])
async def read_notes(session: AsyncSession = Depends(get_session)):
    notes = await session.exec(select(Note).order_by(col(Note.id)))
    return notes.all()
