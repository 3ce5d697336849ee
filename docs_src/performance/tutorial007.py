from contextlib import asynccontextmanager

from etude import Etude


@asynccontextmanager
async def lifespan(app: Etude):
    app.openapi()
    yield


app = Etude(lifespan=lifespan)


@app.get("/")
async def read_root():
    return {"message": "The document is ready"}
