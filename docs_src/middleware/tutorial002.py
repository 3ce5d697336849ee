from etude import Etude, Request

app = Etude()


@app.middleware("http")
async def inner(request: Request, call_next):
    response = await call_next(request)
    response.headers["X-Order"] = "inner"
    return response


@app.middleware("http")
async def outer(request: Request, call_next):
    response = await call_next(request)
    response.headers["X-Order"] = f"outer,{response.headers['X-Order']}"
    return response


@app.get("/")
async def read_root():
    return {"message": "Two layers around one operation"}
