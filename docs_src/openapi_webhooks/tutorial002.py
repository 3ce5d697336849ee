from datetime import datetime

from etude import APIRouter, Etude
from pydantic import BaseModel


class Ending(BaseModel):
    username: str
    end_date: datetime


subscription_events = APIRouter(tags=["subscriptions"])


@subscription_events.post("subscription-ended")
def subscription_ended(body: Ending):
    """Sent when a user has unsubscribed."""


app = Etude(title="Shop")
app.webhooks.include_router(subscription_events)

partner_app = Etude(title="Shop for partners", webhooks=subscription_events)


@app.get("/users/")
@partner_app.get("/users/")
def read_users():
    return ["Amina", "Rick"]
