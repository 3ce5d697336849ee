import os
from contextlib import asynccontextmanager

from arq import ArqRedis, Retry, create_pool
from arq.connections import RedisSettings
from arq.jobs import Job, JobStatus
from etude import Depends, Etude, HTTPException, Request, Response
from pydantic import BaseModel
from typing_extensions import Annotated

SETTINGS = RedisSettings.from_dsn(os.environ.get("REDIS_URL", "redis://localhost:6379"))


@asynccontextmanager
async def lifespan(app: Etude):
    app.state.queue = await create_pool(SETTINGS)
    yield
    await app.state.queue.aclose()


app = Etude(lifespan=lifespan)


class ReportOrder(BaseModel):
    title: str


async def make_report(context, title: str) -> str:
    if not title:
        raise Retry(defer=context["job_try"] * 5)
    return f"{title}: 12 shelves, 340 books"


class WorkerSettings:
    functions = [make_report]
    redis_settings = SETTINGS
    max_tries = 3


def get_queue(request: Request):
    return request.app.state.queue


@app.post("/reports/", status_code=202)
async def order_report(
    order: ReportOrder,
    request: Request,
    response: Response,
    queue: Annotated[ArqRedis, Depends(get_queue)],
):
    job = await queue.enqueue_job("make_report", order.title)
    if job is None:
        raise HTTPException(status_code=409, detail="This report is ordered already")
    response.headers["Location"] = str(
        request.url_for("read_report", job_id=job.job_id)
    )
    return {"id": job.job_id}


@app.get("/reports/{job_id}")
async def read_report(job_id: str, queue: Annotated[ArqRedis, Depends(get_queue)]):
    job = Job(job_id, queue)
    state = await job.status()
    if state is JobStatus.not_found:
        raise HTTPException(status_code=404, detail="There is no such report")
    outcome = await job.result_info()
    result = outcome.result if outcome and outcome.success else None
    return {"id": job_id, "state": state.value, "result": result}
