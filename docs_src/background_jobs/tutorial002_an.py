import os

from etude import Depends, Etude, HTTPException, Request, Response
from pydantic import BaseModel
from redis import Redis
from rq import Queue, Retry
from typing_extensions import Annotated

app = Etude()


class ReportOrder(BaseModel):
    title: str


def make_report(title: str) -> str:
    return f"{title}: 12 shelves, 340 books"


def get_queue():
    url = os.environ.get("REDIS_URL", "redis://localhost:6379")
    return Queue("reports", connection=Redis.from_url(url))


@app.post("/reports/", status_code=202)
def order_report(
    order: ReportOrder,
    request: Request,
    response: Response,
    queue: Annotated[Queue, Depends(get_queue)],
):
    job = queue.enqueue(make_report, order.title, retry=Retry(max=2))
    response.headers["Location"] = str(request.url_for("read_report", job_id=job.id))
    return {"id": job.id}


@app.get("/reports/{job_id}")
def read_report(job_id: str, queue: Annotated[Queue, Depends(get_queue)]):
    job = queue.fetch_job(job_id)
    if job is None:
        raise HTTPException(status_code=404, detail="There is no such report")
    return {"id": job.id, "state": job.get_status(), "result": job.return_value()}
