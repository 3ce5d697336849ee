from contextlib import asynccontextmanager

from etude import Depends, Etude, HTTPException, Request, Response
from pydantic import BaseModel
from typing_extensions import Annotated

from .jobs import Job, Jobs


def get_jobs():
    return Jobs()


@asynccontextmanager
async def lifespan(app: Etude):
    get_jobs().create_table()
    yield


app = Etude(lifespan=lifespan)


class ReportOrder(BaseModel):
    title: str


@app.post("/reports/", status_code=202)
def order_report(
    order: ReportOrder,
    request: Request,
    response: Response,
    jobs: Annotated[Jobs, Depends(get_jobs)],
) -> Job:
    job = jobs.add(order.title)
    response.headers["Location"] = str(request.url_for("read_report", job_id=job.id))
    return job


@app.get("/reports/{job_id}")
def read_report(job_id: int, jobs: Annotated[Jobs, Depends(get_jobs)]) -> Job:
    job = jobs.get(job_id)
    if job is None:
        raise HTTPException(status_code=404, detail="There is no such report")
    return job
