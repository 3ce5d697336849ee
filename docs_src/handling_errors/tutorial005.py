from etude import Etude, Request
from etude.encoders import jsonable_encoder
from etude.exceptions import RequestValidationError
from etude.responses import JSONResponse
from pydantic import BaseModel

app = Etude()


@app.exception_handler(RequestValidationError)
async def answer_validation_error(request: Request, error: RequestValidationError):
    content = {"detail": error.errors(), "body": error.body}
    return JSONResponse(status_code=422, content=jsonable_encoder(content))


class Item(BaseModel):
    title: str
    size: int


@app.post("/items/")
async def create_item(item: Item):
    return item
