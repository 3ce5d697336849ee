from typing import Callable

from etude import Body, Etude, HTTPException, Request, Response
from etude.exceptions import RequestValidationError
from etude.routing import APIRoute


class BodyInErrorsRoute(APIRoute):
    def get_route_handler(self) -> Callable:
        handle = super().get_route_handler()

        async def handle_with_body(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                body = await request.body()
                detail = {"errors": error.errors(), "body": body.decode()}
                raise HTTPException(422, detail) from error

        return handle_with_body


app = Etude()
app.router.route_class = BodyInErrorsRoute


@app.post("/", responses={422: {"description": "The errors and the body"}})
async def sum_numbers(numbers: list[int] = Body()):
    return sum(numbers)
