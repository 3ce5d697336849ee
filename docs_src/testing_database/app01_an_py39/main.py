from contextlib import asynccontextmanager
from typing import Annotated, Optional

from etude import Depends, Etude, HTTPException, Query
from pydantic import field_validator
from sqlmodel import Field, Session, SQLModel, col, create_engine, select


class HeroBase(SQLModel):
    name: str = Field(index=True)
    age: Optional[int] = Field(default=None, index=True)


class Hero(HeroBase, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    secret_name: str


class HeroPublic(HeroBase):
    id: int


class HeroCreate(HeroBase):
    secret_name: str


class HeroUpdate(SQLModel):
    name: Optional[str] = None
    age: Optional[int] = None
    secret_name: Optional[str] = None

    @field_validator("name", "secret_name")
    @classmethod
    def refuse_null(cls, value: Optional[str]) -> str:
        if value is None:
            raise ValueError("Leave it out, or send a text")
        return value


engine = create_engine("sqlite:///database.db")


@asynccontextmanager
async def lifespan(app: Etude):
    SQLModel.metadata.create_all(engine)
    yield
    engine.dispose()


def get_session():
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]

app = Etude(lifespan=lifespan)


@app.post("/heroes/", response_model=HeroPublic)
def create_hero(hero: HeroCreate, session: SessionDep):
    stored = Hero.model_validate(hero)
    session.add(stored)
    session.commit()
    session.refresh(stored)
    return stored


@app.get("/heroes/", response_model=list[HeroPublic])
def read_heroes(
    session: SessionDep,
    offset: int = 0,
    limit: Annotated[int, Query(le=100)] = 100,
):
    heroes = select(Hero).order_by(col(Hero.id)).offset(offset).limit(limit)
    return session.exec(heroes).all()


@app.get("/heroes/{hero_id}", response_model=HeroPublic)
def read_hero(hero_id: int, session: SessionDep):
    hero = session.get(Hero, hero_id)
    if hero is None:
        raise HTTPException(status_code=404, detail="Hero not found")
    return hero


@app.patch("/heroes/{hero_id}", response_model=HeroPublic)
def update_hero(hero_id: int, hero: HeroUpdate, session: SessionDep):
    stored = session.get(Hero, hero_id)
    if stored is None:
        raise HTTPException(status_code=404, detail="Hero not found")
    stored.sqlmodel_update(hero.model_dump(exclude_unset=True))
    session.add(stored)
    session.commit()
    session.refresh(stored)
    return stored


@app.delete("/heroes/{hero_id}")
def delete_hero(hero_id: int, session: SessionDep):
    hero = session.get(Hero, hero_id)
    if hero is None:
        raise HTTPException(status_code=404, detail="Hero not found")
    session.delete(hero)
    session.commit()
    return {"ok": True}
