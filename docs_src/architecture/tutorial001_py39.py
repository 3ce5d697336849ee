from collections.abc import Iterator

from etude import BackgroundTasks, Depends, Etude
from starlette.types import ASGIApp, Message, Receive, Scope, Send

app = Etude()
steps: list[str] = []


class TraceMiddleware:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_traced(message: Message) -> None:
            steps.append(f"sends {message['type']}")
            await send(message)

        steps.append("middleware begins")
        await self.app(scope, receive, send_traced)
        steps.append("middleware ends")


app.add_middleware(TraceMiddleware)


def open_session() -> Iterator[str]:
    steps.append("dependency begins")
    try:
        yield "session"
    finally:
        steps.append("dependency ends")


def find_user(session: str = Depends(open_session)) -> str:
    steps.append("dependency of a dependency")
    return "Mina"


def write_log() -> None:
    steps.append("background task")


@app.get("/trace")
async def read_trace(
    *,
    session: str = Depends(open_session),
    user: str = Depends(find_user),
    tasks: BackgroundTasks,
) -> list[str]:
    tasks.add_task(write_log)
    steps.append("endpoint")
    return steps.copy()
