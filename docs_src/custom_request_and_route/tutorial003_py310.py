import time
from collections.abc import Callable

from etude import APIRouter, Etude, Request, Response
from etude.routing import APIRoute


class TimedRoute(APIRoute):
    def get_route_handler(self) -> Callable:
        handle = super().get_route_handler()

        async def handle_timed(request: Request) -> Response:
            start = time.perf_counter()
            response: Response = await handle(request)
            seconds = time.perf_counter() - start
            response.headers["X-Response-Time"] = f"{seconds:.6f}"
            return response

        return handle_timed


app = Etude()
router = APIRouter(route_class=TimedRoute)


@app.get("/")
async def read_root():
    return {"message": "Not timed"}


@router.get("/timed")
async def read_timed():
    return {"message": "Timed"}


app.include_router(router)
