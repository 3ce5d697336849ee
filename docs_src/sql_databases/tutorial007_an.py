import os
from contextlib import asynccontextmanager

from etude import Depends, Etude, HTTPException
from sqlmodel import Field, Session, SQLModel, col, create_engine, select, update
from typing_extensions import Annotated


class Account(SQLModel, table=True):
    name: str = Field(primary_key=True)
    balance: int


class Transfer(SQLModel):
    source: str
    target: str
    amount: int = Field(gt=0)


class Receipt(SQLModel):
    source_balance: int
    target_balance: int


engine = create_engine(os.environ.get("DATABASE_URL", "sqlite:///accounts.db"))


@asynccontextmanager
async def lifespan(app: Etude):
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        if session.exec(select(Account)).first() is None:
            session.add(Account(name="travel", balance=500))
            session.add(Account(name="books", balance=80))
    yield
    engine.dispose()


def get_session():
    with Session(engine) as session, session.begin():
        yield session


SessionDep = Annotated[Session, Depends(get_session, scope="function")]

app = Etude(lifespan=lifespan)


def change_balance(session: Session, name: str, amount: int) -> int:
    statement = (
        update(Account)
        .where(col(Account.name) == name)
        .values(balance=Account.balance + amount)
        .returning(col(Account.balance))
    )
    balance = session.scalar(statement)
    if balance is None:
        raise HTTPException(status_code=404, detail=f"Account not found: {name}")
    if balance < 0:
        raise HTTPException(status_code=409, detail=f"Not enough money: {name}")
    return balance


@app.post("/transfers/")
def create_transfer(transfer: Transfer, session: SessionDep) -> Receipt:
    return Receipt(
        source_balance=change_balance(session, transfer.source, -transfer.amount),
        target_balance=change_balance(session, transfer.target, transfer.amount),
    )
