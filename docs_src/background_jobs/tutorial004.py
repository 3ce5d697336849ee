import os

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker
from dramatiq.results import ResultBackend, ResultFailure, ResultMissing, Results
from dramatiq.results.backends import RedisBackend, StubBackend
from etude import Depends, Etude, Request, Response
from pydantic import BaseModel

URL = os.environ.get("BROKER_URL", "redis://localhost:6379/0")

is_test = URL == "stub"
broker: dramatiq.Broker = StubBroker() if is_test else RedisBroker(url=URL)
results: ResultBackend = StubBackend() if is_test else RedisBackend(url=URL)
broker.add_middleware(Results(backend=results))
dramatiq.set_broker(broker)

app = Etude()


class ReportOrder(BaseModel):
    title: str


@dramatiq.actor(store_results=True, max_retries=2)
def make_report(title: str) -> str:
    return f"{title}: 12 shelves, 340 books"


def find_message(job_id: str):
    return make_report.message("").copy(message_id=job_id)


@app.post("/reports/", status_code=202)
def order_report(order: ReportOrder, request: Request, response: Response):
    message = make_report.send(order.title)
    job_id = message.message_id
    response.headers["Location"] = str(request.url_for("read_report", job_id=job_id))
    return {"id": job_id}


@app.get("/reports/{job_id}")
def read_report(job_id: str, message: dramatiq.Message = Depends(find_message)):
    try:
        return {
            "id": job_id,
            "state": "done",
            "result": message.get_result(backend=results),
        }
    except ResultMissing:
        return {"id": job_id, "state": "waiting", "result": None}
    except ResultFailure:
        return {"id": job_id, "state": "failed", "result": None}
