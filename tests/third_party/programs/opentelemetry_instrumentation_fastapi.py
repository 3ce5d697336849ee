"""Spans named after the routes of an application and its routers, with errors."""

from fastapi import APIRouter, FastAPI
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from asking import ask

exporter = InMemorySpanExporter()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(exporter))
app = FastAPI()
router = APIRouter(prefix="/shop")


@router.get("/items/{item_id}")
async def read_item(item_id: int):
    return item_id


@app.get("/fails")
def fail():
    raise RuntimeError("no such lamp")


app.include_router(router)
FastAPIInstrumentor.instrument_app(app, tracer_provider=provider)


def answers():
    requests = ("GET /shop/items/1", "GET /shop/items/x", "GET /none", "GET /fails")
    asked = ask(app, *requests, raise_server_exceptions=False)
    spans = exporter.get_finished_spans()
    found = [[span.name, span.kind.name, span.attributes.get("http.route")] for span in spans]
    return [asked, found, [span.status.status_code.name for span in spans]]
