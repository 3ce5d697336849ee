from etude import Etude, HTTPException
from etude.exception_handlers import (
    http_exception_handler,
    request_validation_exception_handler,
)
from etude.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException

app = Etude()


@app.exception_handler(StarletteHTTPException)
async def report_http_exception(request, error):
    print(f"{request.url.path}: {error.status_code}")
    return await http_exception_handler(request, error)


@app.exception_handler(RequestValidationError)
async def report_validation_error(request, error):
    print(f"{request.url.path}: {len(error.errors())} wrong")
    return await request_validation_exception_handler(request, error)


@app.get("/items/{item_id}")
async def read_item(item_id: int):
    if item_id == 3:
        raise HTTPException(status_code=418, detail="Nope! I don't like 3.")
    return {"item_id": item_id}
