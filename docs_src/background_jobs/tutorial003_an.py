import os

from celery import Celery
from celery.result import AsyncResult
from etude import Depends, Etude, Request, Response
from pydantic import BaseModel
from typing_extensions import Annotated

URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")

queue = Celery("reports", broker=URL, backend=URL)
app = Etude()


class ReportOrder(BaseModel):
    title: str


@queue.task(
    name="make_report", autoretry_for=(OSError,), max_retries=2, retry_backoff=True
)
def make_report(title: str) -> str:
    return f"{title}: 12 shelves, 340 books"


def find_job(job_id: str):
    return AsyncResult(job_id, app=queue)


@app.post("/reports/", status_code=202)
def order_report(order: ReportOrder, request: Request, response: Response):
    job = make_report.delay(order.title)
    response.headers["Location"] = str(request.url_for("read_report", job_id=job.id))
    return {"id": job.id}


@app.get("/reports/{job_id}")
def read_report(job_id: str, job: Annotated[AsyncResult, Depends(find_job)]):
    result = job.result if job.successful() else None
    return {"id": job_id, "state": job.state, "result": result}
