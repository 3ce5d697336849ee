from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from etude import BackgroundTasks, Depends, Etude


class Journal:
    def __init__(self):
        self.lines: list[str] = []


async def get_journal() -> AsyncIterator[Journal]:
    journal = Journal()
    yield journal
    print("\n".join(journal.lines))


@asynccontextmanager
async def lifespan(app: Etude):
    async with app.resolve(get_journal) as journal:
        journal.lines.append("The shop opens")
        yield
        journal.lines.append("The shop closes")


app = Etude(lifespan=lifespan)


async def note_order(name: str):
    async with app.resolve(get_journal) as journal:
        journal.lines.append(f"Ordered: {name}")


@app.post("/orders/{name}")
async def create_order(name: str, background_tasks: BackgroundTasks):
    background_tasks.add_task(note_order, name)
    return {"ordered": name}


@app.get("/journal")
async def read_journal(journal: Journal = Depends(get_journal, scope="app")):
    return journal.lines
