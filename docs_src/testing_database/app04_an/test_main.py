import pytest
from httpx import AsyncClient
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from .main import Note

pytestmark = pytest.mark.anyio


async def test_create_note(client: AsyncClient, session: AsyncSession):
    response = await client.post(
        "/notes/", json={"text": "Water the plants", "completed": False}
    )

    assert response.status_code == 200
    assert response.json() == {"text": "Water the plants", "completed": False, "id": 1}
    notes = await session.exec(select(Note))
    assert [note.text for note in notes] == ["Water the plants"]


async def test_read_notes(client: AsyncClient, session: AsyncSession):
    session.add(Note(text="Mend the fence", completed=True))
    await session.commit()

    response = await client.get("/notes/")

    assert [note["text"] for note in response.json()] == ["Mend the fence"]


async def test_no_notes(client: AsyncClient):
    response = await client.get("/notes/")

    assert response.json() == []
