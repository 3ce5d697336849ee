from collections.abc import AsyncIterable

from etude import Etude
from etude.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel

app = Etude()


class Prompt(BaseModel):
    text: str


@app.post("/chat/stream", response_class=EventSourceResponse)
async def stream_chat(prompt: Prompt) -> AsyncIterable[ServerSentEvent]:
    for word in prompt.text.split():
        yield ServerSentEvent(data=word, event="word")
    yield ServerSentEvent(raw_data="[DONE]", event="done")
