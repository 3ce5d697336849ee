import zlib
from typing import Annotated, Callable

from etude import Body, Etude, HTTPException, Request, Response
from etude.routing import APIRoute

LARGEST_BODY = 1_000_000


def inflate(data: bytes) -> bytes:
    stream = zlib.decompressobj(wbits=31)
    try:
        inflated = stream.decompress(data, LARGEST_BODY)
    except zlib.error as error:
        raise HTTPException(400, "The body is not gzip") from error
    if stream.unconsumed_tail:
        raise HTTPException(413, "The inflated body is too large")
    return inflated


class GzipRequest(Request):
    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            data = await super().body()
            if self.headers.get("Content-Encoding") == "gzip":
                self._body = inflate(data)
        return self._body


class GzipRoute(APIRoute):
    def get_route_handler(self) -> Callable:
        handle = super().get_route_handler()

        async def handle_gzip(request: Request) -> Response:
            return await handle(GzipRequest(request.scope, request.receive))

        return handle_gzip


app = Etude()
app.router.route_class = GzipRoute


@app.post("/sum")
async def sum_numbers(numbers: Annotated[list[int], Body()]):
    return {"sum": sum(numbers)}
