import hashlib
import sqlite3
from contextlib import asynccontextmanager, closing
from itertools import count
from typing import Annotated, Optional

from etude import Etude, Header, HTTPException, Response
from pydantic import BaseModel

TABLE = """
CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, request TEXT NOT NULL, body TEXT)
"""


class Payment(BaseModel):
    order: str
    cents: int


class Receipt(BaseModel):
    order: str
    number: int


def connect():
    return closing(sqlite3.connect("payments.db", isolation_level=None))


@asynccontextmanager
async def lifespan(app: Etude):
    with connect() as connection:
        connection.execute(TABLE)
    yield


app = Etude(lifespan=lifespan)
numbers = count(1)


def pay(payment: Payment) -> Receipt:
    return Receipt(order=payment.order, number=next(numbers))


@app.post("/payments/", status_code=201)
def create_payment(
    payment: Payment,
    response: Response,
    idempotency_key: Annotated[
        Optional[str], Header(min_length=8, max_length=64)
    ] = None,
) -> Receipt:
    if idempotency_key is None:
        return pay(payment)
    request = hashlib.sha256(payment.model_dump_json().encode()).hexdigest()
    with connect() as connection:
        try:
            connection.execute(
                "INSERT INTO answer (key, request) VALUES (?, ?)",
                [idempotency_key, request],
            )
        except sqlite3.IntegrityError:
            response.headers["Idempotency-Replayed"] = "true"
            return find_answer(connection, idempotency_key, request)
        receipt = pay(payment)
        connection.execute(
            "UPDATE answer SET body = ? WHERE key = ?",
            [receipt.model_dump_json(), idempotency_key],
        )
    return receipt


def find_answer(connection, key, request):
    known, body = connection.execute(
        "SELECT request, body FROM answer WHERE key = ?", [key]
    ).fetchone()
    if known != request:
        raise HTTPException(
            status_code=422, detail="This key belongs to another payment"
        )
    if body is None:
        raise HTTPException(status_code=409, detail="The first request is not finished")
    return Receipt.model_validate_json(body)
