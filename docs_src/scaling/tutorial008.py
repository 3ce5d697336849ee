import time
from collections import defaultdict
from typing import DefaultDict, Tuple

from etude import Etude, Request
from etude.responses import PlainTextResponse

BUCKETS = (0.005, 0.025, 0.1, 0.5, 2.5, float("inf"))
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Metrics:
    def __init__(self):
        self.requests: DefaultDict[Tuple[str, str, int], int] = defaultdict(int)
        self.durations = dict.fromkeys(BUCKETS, 0)
        self.seconds = 0.0

    def record(self, method: str, path: str, status: int, seconds: float):
        self.requests[method, path, status] += 1
        self.seconds += seconds
        for limit in BUCKETS:
            self.durations[limit] += seconds <= limit

    def lines(self):
        yield "# TYPE http_requests_total counter"
        for (method, path, status), count in sorted(self.requests.items()):
            labels = f'method="{method}",path="{path}",status="{status}"'
            yield f"http_requests_total{{{labels}}} {count}"
        yield "# TYPE http_request_duration_seconds histogram"
        for limit, count in self.durations.items():
            name = "+Inf" if limit == float("inf") else limit
            yield f'http_request_duration_seconds_bucket{{le="{name}"}} {count}'
        yield f"http_request_duration_seconds_sum {self.seconds:.6f}"
        yield f"http_request_duration_seconds_count {self.durations[float('inf')]}"


app = Etude()
metrics = Metrics()


@app.middleware("http")
async def measure(request: Request, call_next):
    began, status = time.perf_counter(), 500
    try:
        response = await call_next(request)
        status = response.status_code
        return response
    finally:
        method = request.method if request.method in METHODS else "OTHER"
        path = getattr(request.scope.get("route"), "path", "none")
        metrics.record(method, path, status, time.perf_counter() - began)


@app.get("/metrics", include_in_schema=False)
async def read_metrics():
    text = "\n".join(metrics.lines()) + "\n"
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4")


@app.get("/")
async def read_root():
    return {"shelves": 12}
