import base64
from io import BytesIO
from typing import AsyncIterable, BinaryIO, Iterable

from etude import Etude
from etude.responses import StreamingResponse

app = Etude()

SUNSET = (
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAMAAAAoLQ9TAAAACVBMVEX99uPgji0vXYqUNUYiAAAA"
    "HUlEQVR42mNgoB9gBAN0PkKEkRFNhIAAExqghgAAMOAAzUGqlyoAAAAASUVORK5CYII="
)


class PNGStreamingResponse(StreamingResponse):
    media_type = "image/png"


def open_image() -> BinaryIO:
    return BytesIO(base64.b64decode(SUNSET))


@app.get("/image/stream", response_class=PNGStreamingResponse)
async def stream_image() -> AsyncIterable[bytes]:
    with open_image() as image:
        while chunk := image.read(64):
            yield chunk


@app.get("/image/stream-no-async", response_class=PNGStreamingResponse)
def stream_image_no_async() -> Iterable[bytes]:
    with open_image() as image:
        while chunk := image.read(64):
            yield chunk


@app.get("/image/stream-no-async-yield-from", response_class=PNGStreamingResponse)
def stream_image_no_async_yield_from() -> Iterable[bytes]:
    with open_image() as image:
        yield from image


@app.get("/image/stream-no-annotation", response_class=PNGStreamingResponse)
async def stream_image_no_annotation():
    with open_image() as image:
        while chunk := image.read(64):
            yield chunk


@app.get("/image/stream-no-async-no-annotation", response_class=PNGStreamingResponse)
def stream_image_no_async_no_annotation():
    with open_image() as image:
        yield from image
