import os
from contextlib import asynccontextmanager

from etude import Depends, Etude, Query, Request, Response
from sqlmodel import Field, Session, SQLModel, col, create_engine, select


class HeroPublic(SQLModel):
    id: int
    name: str
    age: int | None


class Hero(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    age: int | None = Field(default=None, index=True)
    secret_name: str


engine = create_engine(os.environ.get("DATABASE_URL", "sqlite:///database.db"))


@asynccontextmanager
async def lifespan(app: Etude):
    SQLModel.metadata.create_all(engine)
    yield
    engine.dispose()


def get_session():
    with Session(engine) as session:
        yield session


app = Etude(lifespan=lifespan)


@app.get("/heroes/", response_model=list[HeroPublic])
def read_heroes(
    request: Request,
    response: Response,
    session: Session = Depends(get_session),
    after: int | None = None,
    limit: int = Query(default=20, ge=1, le=100),
):
    query = select(Hero).order_by(col(Hero.id)).limit(limit + 1)
    if after is not None:
        query = query.where(col(Hero.id) > after)
    heroes = session.exec(query).all()
    page = heroes[:limit]
    if len(heroes) > limit:
        url = request.url.include_query_params(after=page[-1].id)
        response.headers["Link"] = f'<{url}>; rel="next"'
    return page
