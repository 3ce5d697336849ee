import os
from contextlib import asynccontextmanager

from etude import Etude, HTTPException
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

engine = create_engine(os.environ.get("DATABASE_URL", "sqlite:///shop.db"))


@asynccontextmanager
async def lifespan(app: Etude):
    yield
    engine.dispose()


app = Etude(lifespan=lifespan)


@app.get("/healthz")
async def is_alive():
    return {"status": "alive"}


@app.get("/readyz")
def is_ready():
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        raise HTTPException(status_code=503, detail="The database does not answer")
    return {"status": "ready"}
