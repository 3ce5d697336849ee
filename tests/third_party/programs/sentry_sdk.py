"""Events with the name of the transaction, by path and by endpoint; a failing `def` endpoint."""

import sentry_sdk
from fastapi import FastAPI
from sentry_sdk.integrations.fastapi import FastApiIntegration

from asking import ask

EVENTS = []


def keep(event, hint):
    EVENTS.append(event)


sentry_sdk.init(
    dsn="https://key@localhost/1",
    before_send=keep,
    before_send_transaction=keep,
    traces_sample_rate=1.0,
    integrations=[FastApiIntegration(transaction_style="url")],
)
app = FastAPI()


@app.get("/items/{item_id}")
async def read_item(item_id: int):
    return item_id


@app.post("/fails/{item_id}")
def fail(item_id: int):
    raise RuntimeError("no such lamp")


def shown(event):
    exceptions = event.get("exception", {}).get("values", ())
    return [
        event.get("type", "event"),
        event["transaction"],
        event["transaction_info"],
        event["request"]["method"],
        [(each["type"], each["value"], each["mechanism"]["type"]) for each in exceptions],
    ]


def answers():
    asked = ask(app, "GET /items/1", "POST /fails/2", raise_server_exceptions=False)
    sentry_sdk.flush()
    return [asked, [shown(event) for event in EVENTS]]
