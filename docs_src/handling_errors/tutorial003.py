from etude import Etude, Request
from etude.responses import JSONResponse


class UnicornException(Exception):
    def __init__(self, name: str):
        self.name = name


app = Etude()


@app.exception_handler(UnicornException)
async def answer_unicorn(request: Request, error: UnicornException):
    return JSONResponse(
        status_code=418,
        content={
            "message": f"Oops! {error.name} did something. There goes a rainbow..."
        },
    )


@app.get("/unicorns/{name}")
async def read_unicorn(name: str):
    if name == "yolo":
        raise UnicornException(name=name)
    return {"unicorn_name": name}
