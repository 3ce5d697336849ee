from etude import Etude
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route


class PoweredBy(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        response = await call_next(request)
        response.headers["X-Powered-By"] = "Etude"
        return response


async def read_health(request):
    return PlainTextResponse("well")


app = Etude(routes=[Route("/health", read_health)])
app.add_middleware(PoweredBy)


@app.get("/")
def read_root():
    return {"message": "Hello World"}
