from datetime import datetime

from etude import Etude
from pydantic import BaseModel

app = Etude()


class Subscription(BaseModel):
    username: str
    monthly_fee: float
    start_date: datetime


@app.webhooks.post("new-subscription")
def new_subscription(body: Subscription):
    """
    When a user subscribes, this API sends you a POST request with these data,
    to the address that you registered for the event `new-subscription`.
    """


@app.get("/users/")
def read_users():
    return ["Amina", "Rick"]
