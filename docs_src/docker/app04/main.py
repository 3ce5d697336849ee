import os
from contextlib import asynccontextmanager

from etude import Etude, HTTPException
from pydantic import BaseModel
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, select

engine = create_engine(
    os.environ.get("DATABASE_URL", "sqlite:///heroes.db"), pool_pre_ping=True
)
metadata = MetaData()
heroes = Table(
    "hero",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("secret_name", String(80), nullable=False),
)
public_columns = [heroes.c.id, heroes.c.name]


class HeroCreate(BaseModel):
    name: str
    secret_name: str


class HeroUpdate(BaseModel):
    name: str = ""
    secret_name: str = ""


class HeroPublic(BaseModel):
    id: int
    name: str


@asynccontextmanager
async def lifespan(app: Etude):
    metadata.create_all(engine)
    yield
    engine.dispose()


app = Etude(lifespan=lifespan)


def find_hero(connection, hero_id):
    row = connection.execute(
        select(*public_columns).where(heroes.c.id == hero_id)
    ).first()
    if row is None:
        raise HTTPException(status_code=404, detail="Hero not found")
    return row._asdict()


@app.post("/heroes/", response_model=HeroPublic)
def create_hero(hero: HeroCreate):
    with engine.begin() as connection:
        statement = heroes.insert().values(hero.model_dump()).returning(*public_columns)
        return connection.execute(statement).one()._asdict()


@app.get("/heroes/")
def read_heroes(offset: int = 0, limit: int = 100):
    with engine.connect() as connection:
        page = select(*public_columns).order_by(heroes.c.id).offset(offset).limit(limit)
        return [row._asdict() for row in connection.execute(page)]


@app.get("/heroes/{hero_id}", response_model=HeroPublic)
def read_hero(hero_id: int):
    with engine.connect() as connection:
        return find_hero(connection, hero_id)


@app.patch("/heroes/{hero_id}", response_model=HeroPublic)
def update_hero(hero_id: int, hero: HeroUpdate):
    sent = hero.model_dump(exclude_unset=True)
    with engine.begin() as connection:
        if sent:
            connection.execute(
                heroes.update().where(heroes.c.id == hero_id).values(sent)
            )
        return find_hero(connection, hero_id)


@app.delete("/heroes/{hero_id}")
def delete_hero(hero_id: int):
    with engine.begin() as connection:
        find_hero(connection, hero_id)
        connection.execute(heroes.delete().where(heroes.c.id == hero_id))
    return {"ok": True}
