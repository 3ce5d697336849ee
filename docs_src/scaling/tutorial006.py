import os
from contextlib import asynccontextmanager

import psycopg
from etude import Etude

LOCK_NUMBER = 20261122


def connect():
    return psycopg.connect(os.environ["DATABASE_URL"])


def prepare_database():
    with connect() as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_NUMBER])
        connection.execute("CREATE TABLE IF NOT EXISTS shelf (id serial, name text)")
        if connection.execute("SELECT FROM shelf LIMIT 1").fetchone() is None:
            connection.execute("INSERT INTO shelf (name) VALUES ('Poetry'), ('Travel')")


@asynccontextmanager
async def lifespan(app: Etude):
    prepare_database()
    yield


app = Etude(lifespan=lifespan)


@app.get("/")
def read_shelves():
    with connect() as connection:
        rows = connection.execute("SELECT name FROM shelf ORDER BY id").fetchall()
    return {"shelves": [name for (name,) in rows]}
