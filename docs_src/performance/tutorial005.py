from etude import Etude, Request

app = Etude()


@app.middleware("http")
async def add_region(request: Request, call_next):
    response = await call_next(request)
    response.headers["X-Region"] = "north"
    return response


@app.get("/")
async def read_root():
    return {"message": "Behind a function"}


class RegionMiddleware:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def send_with_region(message):
            if message["type"] == "http.response.start":
                message["headers"].append((b"x-region", b"north"))
            await send(message)

        await self.app(scope, receive, send_with_region)


lean_app = Etude()
lean_app.add_middleware(RegionMiddleware)


@lean_app.get("/")
async def read_lean_root():
    return {"message": "Behind an ASGI class"}
