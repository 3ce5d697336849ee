from etude import Etude, Request
from etude.responses import JSONResponse


class Tenant:
    def __init__(self, app, header):
        self.app = app
        self.header = header.encode("latin-1")

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            scope["tenant"] = dict(scope["headers"])[self.header].decode("latin-1")
        await self.app(scope, receive, send)


app = Etude()
app.add_middleware(Tenant, header="x-tenant")


@app.exception_handler(500)
async def answer_unexpected(request: Request, error: Exception):
    return JSONResponse({"message": "Sorry, that was our mistake"}, status_code=500)


@app.get("/")
async def read_root(request: Request):
    return {"tenant": request.scope["tenant"]}


inner = Etude(
    routes=app.routes, exception_handlers={500: answer_unexpected}, openapi_url=None
)
wrapped = Tenant(inner, header="x-tenant")
