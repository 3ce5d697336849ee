from contextlib import asynccontextmanager

from etude import Etude, Request


@asynccontextmanager
async def lifespan(app: Etude):
    yield {"fruits": ["tomato", "pear"]}


app = Etude(lifespan=lifespan)


@app.get("/")
async def read_root(request: Request):
    return {"fruits": request.state.fruits}
