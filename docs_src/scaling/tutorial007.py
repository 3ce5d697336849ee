import json
import logging
import re
import sys
import time
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Optional
from uuid import uuid4

from etude import Etude, Request

request_id: ContextVar[Optional[str]] = ContextVar("request_id", default=None)
logger = logging.getLogger("shop")


class JSONFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "message": record.getMessage(),
            "request_id": request_id.get(),
        }
        line.update(getattr(record, "details", {}))
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


@asynccontextmanager
async def lifespan(app: Etude):
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JSONFormatter())
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    yield
    logger.removeHandler(handler)


app = Etude(lifespan=lifespan)


def choose_id(sent: str) -> str:
    return sent if re.fullmatch(r"[A-Za-z0-9._-]{1,64}", sent) else uuid4().hex


@app.middleware("http")
async def log_request(request: Request, call_next):
    token = request_id.set(choose_id(request.headers.get("X-Request-ID", "")))
    details = {"method": request.method, "path": request.url.path, "status": 500}
    began = time.perf_counter()
    try:
        response = await call_next(request)
        details["status"] = response.status_code
        response.headers["X-Request-ID"] = request_id.get()
        return response
    finally:
        details["milliseconds"] = round((time.perf_counter() - began) * 1000, 1)
        logger.info("request", extra={"details": details})
        request_id.reset(token)


@app.get("/")
async def read_root():
    logger.info("The shelves are counted")
    return {"shelves": 12}
