"""A program of a user with mistakes: type checkers must find one in each line with a comment.

mypy reports a comment that ignores nothing; for pyright the test compares the lines.
"""

from __future__ import annotations

from etude import (
    APIRouter,
    BackgroundTasks,
    Body,
    Depends,
    Etude,
    File,
    Header,
    HTTPException,
    Path,
    Query,
    Security,
    WebSocket,
)
from etude.responses import JSONResponse

app = Etude()


def read_item(item_id: int, q: str = Query()) -> int:
    return item_id


Etude(titel="T")  # type: ignore[call-arg]
Etude(debug="yes")  # type: ignore[arg-type]
Etude(version=1)  # type: ignore[arg-type]
APIRouter(tags="t")  # type: ignore[arg-type]
app.get("/", sumary="s")  # type: ignore[call-arg]
app.get("/", status_code="201")  # type: ignore[arg-type]
app.get(3)  # type: ignore[arg-type]
app.post("/", response_model_exclude_none="yes")  # type: ignore[arg-type]
app.put("/", tags="t")  # type: ignore[arg-type]
app.websocket("/", tags=["t"])  # type: ignore[call-arg]
APIRouter().trace("/", operation_id=3)  # type: ignore[arg-type]
app.api_route("/", methods=3)  # type: ignore[arg-type]
app.add_api_route("/", 3)  # type: ignore[arg-type]
Query(aliass="a")  # type: ignore[call-arg]
Query(gt="a")  # type: ignore[arg-type]
Query(embed=True)  # type: ignore[call-arg]
Path(min_lenght=3)  # type: ignore[call-arg]
Header(convert_underscores="no")  # type: ignore[arg-type]
Body(embeded=True)  # type: ignore[call-arg]
Depends(3)  # type: ignore[arg-type]
Depends(len, scope="zzz")  # type: ignore[arg-type]
HTTPException("404")  # type: ignore[arg-type]
app.get("/")(read_item)("a", "q")  # type: ignore[arg-type]
app.get("/")(read_item)(1, 2)  # type: ignore[arg-type]
app.include_router("/items")  # type: ignore[arg-type]
app.include_router(APIRouter(), prefix=3)  # type: ignore[arg-type]
app.include_router(APIRouter(), tag=["t"])  # type: ignore[call-arg]
app.websocket(3)  # type: ignore[arg-type]
app.websocket("/", dependencies=Depends)  # type: ignore[arg-type]
Security(len, scopes=3)  # type: ignore[arg-type]
Security(len, scope=["read"])  # type: ignore[call-arg]
File(max_size=3)  # type: ignore[call-arg]
BackgroundTasks().add_task("print")  # type: ignore[arg-type]
app.exception_handler("404")  # type: ignore[arg-type]
app.get("/", response_class=JSONResponse(None))  # type: ignore[arg-type]
APIRouter(default_response_class="JSONResponse")  # type: ignore[arg-type]
Etude(lifespan=3)  # type: ignore[arg-type]
Etude(form_limits={"max_file": 3})  # type: ignore[arg-type]
app.dependency_overrides["read_item"] = read_item  # type: ignore[index]


@app.websocket("/talk")
async def talk(websocket: WebSocket) -> None:
    await websocket.send_text(3)  # type: ignore[arg-type]


talk("websocket")  # type: ignore[arg-type, unused-coroutine]
