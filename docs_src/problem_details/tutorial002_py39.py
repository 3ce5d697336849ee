from etude import Etude
from etude.problems import Problem
from pydantic import BaseModel


class Transfer(BaseModel):
    account: str
    amount: int


class OutOfCredit(Problem):
    type = "https://bank.example.com/problems/out-of-credit"
    title = "You do not have enough credit."
    status = 403
    balance: int
    accounts: list[str]


app = Etude()

balances = {"savings": 30, "holidays": 500}


@app.post("/transfers/", raises=[OutOfCredit])
async def make_transfer(transfer: Transfer):
    balance = balances.get(transfer.account, 0)
    if balance < transfer.amount:
        raise OutOfCredit(
            f"The balance is {balance}, and the transfer costs {transfer.amount}.",
            balance=balance,
            accounts=[f"/accounts/{name}" for name in balances],
        )
    return {"account": transfer.account, "balance": balance - transfer.amount}
