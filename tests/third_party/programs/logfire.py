"""Spans of requests with their arguments and errors, recorded around two functions of FastAPI."""

import json

import logfire
from fastapi import Depends, FastAPI, HTTPException
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import BaseModel

from asking import ask

exporter = InMemorySpanExporter()
logfire.configure(
    send_to_logfire=False,
    console=False,
    additional_span_processors=[SimpleSpanProcessor(exporter)],
)
app = FastAPI()


class Item(BaseModel):
    count: int


def get_shop(shop: str = "corner shop"):
    return shop


@app.post("/items/{item_id}")
async def make_item(item_id: int, item: Item, shop: str = Depends(get_shop)) -> Item:
    return item


@app.get("/closed")
def read_closed():
    raise HTTPException(418)


@app.get("/fails")
def fail():
    raise ValueError("no such lamp")


logfire.instrument_fastapi(app, extra_spans=True)


def answers():
    good, bad = ({"json": {"count": count}} for count in (1, "many"))
    requests = (("POST /items/3", good), ("POST /items/x", bad), "GET /closed", "GET /fails")
    asked = ask(app, *requests, "GET /none", raise_server_exceptions=False)
    spans = exporter.get_finished_spans()
    shown = ("http.route", "logfire.msg", "errors", "fastapi.route.name")
    found = [[span.name, *map(span.attributes.get, shown)] for span in spans]
    return [asked, found, json.loads(spans[0].attributes["values"])]
