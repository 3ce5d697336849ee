from etude import Etude, HTTPException
from etude.exceptions import RequestValidationError
from etude.responses import PlainTextResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

app = Etude()


@app.exception_handler(StarletteHTTPException)
async def answer_http_exception(request, error):
    return PlainTextResponse(
        str(error.detail), status_code=error.status_code, headers=error.headers
    )


@app.exception_handler(RequestValidationError)
async def answer_validation_error(request, error: RequestValidationError):
    lines = ["Validation errors:"]
    for each in error.errors():
        place = ".".join(str(part) for part in each["loc"])
        lines.append(f"{place}: {each['msg']}")
    return PlainTextResponse("\n".join(lines), status_code=400)


@app.get("/items/{item_id}")
async def read_item(item_id: int):
    if item_id == 3:
        raise HTTPException(status_code=418, detail="Nope! I don't like 3.")
    return {"item_id": item_id}
