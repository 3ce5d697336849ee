from contextlib import asynccontextmanager
from typing import List, Optional

from etude import Depends, Etude, HTTPException
from pydantic import BaseModel
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
)


class Base(DeclarativeBase):
    pass


class Hero(Base):
    __tablename__ = "heroes"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)


class Team(Base):
    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    city: Mapped[Optional[str]]
    heroes: Mapped[List[Hero]] = relationship(lazy="raise", order_by=Hero.id)


class HeroCreate(BaseModel):
    name: str


class HeroPublic(HeroCreate):
    id: int


class TeamCreate(BaseModel):
    name: str
    city: Optional[str] = None
    heroes: List[HeroCreate] = []


class TeamPublic(BaseModel):
    id: int
    name: str
    city: Optional[str]
    heroes: List[HeroPublic]


engine = create_engine("sqlite:///teams.db")


@asynccontextmanager
async def lifespan(app: Etude):
    Base.metadata.create_all(engine)
    yield
    engine.dispose()


def get_session():
    with Session(engine, expire_on_commit=False) as session:
        yield session


app = Etude(lifespan=lifespan)


@app.post("/teams/", response_model=TeamPublic)
def create_team(team: TeamCreate, session: Session = Depends(get_session)):
    heroes = [Hero(name=hero.name) for hero in team.heroes]
    stored = Team(name=team.name, city=team.city, heroes=heroes)
    session.add(stored)
    session.commit()
    return stored


@app.get("/teams/{team_id}", response_model=TeamPublic)
def read_team(team_id: int, session: Session = Depends(get_session)):
    team = session.get(Team, team_id, options=[selectinload(Team.heroes)])
    if team is None:
        raise HTTPException(status_code=404, detail="Team not found")
    return team
