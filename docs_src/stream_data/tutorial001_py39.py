from collections.abc import AsyncIterable, Iterable

from etude import Etude
from etude.responses import StreamingResponse

app = Etude()

story = """The night train left at ten.
Nobody waved from the platform.
By morning there was snow on the roof.
"""


@app.get("/story/stream", response_class=StreamingResponse)
async def stream_story() -> AsyncIterable[str]:
    for line in story.splitlines(keepends=True):
        yield line


@app.get("/story/stream-no-async", response_class=StreamingResponse)
def stream_story_no_async() -> Iterable[str]:
    yield from story.splitlines(keepends=True)


@app.get("/story/stream-no-annotation", response_class=StreamingResponse)
async def stream_story_no_annotation():
    for line in story.splitlines(keepends=True):
        yield line


@app.get("/story/stream-no-async-no-annotation", response_class=StreamingResponse)
def stream_story_no_async_no_annotation():
    yield from story.splitlines(keepends=True)


@app.get("/story/stream-bytes", response_class=StreamingResponse)
async def stream_story_bytes() -> AsyncIterable[bytes]:
    for line in story.splitlines(keepends=True):
        yield line.encode()


@app.get("/story/stream-no-async-bytes", response_class=StreamingResponse)
def stream_story_no_async_bytes() -> Iterable[bytes]:
    for line in story.splitlines(keepends=True):
        yield line.encode()


@app.get("/story/stream-no-annotation-bytes", response_class=StreamingResponse)
async def stream_story_no_annotation_bytes():
    for line in story.splitlines(keepends=True):
        yield line.encode()


@app.get("/story/stream-no-async-no-annotation-bytes", response_class=StreamingResponse)
def stream_story_no_async_no_annotation_bytes():
    for line in story.splitlines(keepends=True):
        yield line.encode()
