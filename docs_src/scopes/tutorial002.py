from etude import APIRouter, Etude
from etude.middleware import Middleware


class Stamp:
    def __init__(self, app, name: str):
        self.app = app
        self.name = name.encode()

    async def __call__(self, scope, receive, send):
        async def send_stamped(message):
            if message["type"] == "http.response.start":
                message["headers"].append((b"x-passed", self.name))
            await send(message)

        await self.app(scope, receive, send_stamped)


reports = APIRouter(prefix="/reports", middleware=[Middleware(Stamp, name="reports")])


@reports.get("/sales", middleware=[Middleware(Stamp, name="sales")])
async def read_sales():
    return {"sold": 12}


@reports.get("/stock")
async def read_stock():
    return {"left": 3}


app = Etude(middleware=[Middleware(Stamp, name="app")])
app.include_router(reports, middleware=[Middleware(Stamp, name="inclusion")])


@app.get("/")
async def read_root():
    return {"message": "Welcome"}
