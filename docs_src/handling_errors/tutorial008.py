import logging

from etude import Etude, Request
from etude.responses import JSONResponse

app = Etude()
logger = logging.getLogger("shop")


@app.exception_handler(500)
async def answer_unexpected(request: Request, error: Exception):
    logger.error("%s failed", request.url.path, exc_info=error)
    return JSONResponse({"message": "Sorry, that was our mistake"}, status_code=500)


@app.exception_handler(404)
async def answer_not_found(request: Request, error: Exception):
    return JSONResponse(
        {"message": f"There is nothing at {request.url.path}"}, status_code=404
    )


@app.get("/boom")
async def divide():
    return {"result": 1 / 0}
