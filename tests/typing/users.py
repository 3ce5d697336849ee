"""A program of a user: mypy and pyright must find nothing wrong in it."""

from __future__ import annotations

from typing import Any, Callable

from typing_extensions import Annotated, assert_type

from etude import (
    APIRouter,
    BackgroundTasks,
    Body,
    Cookie,
    Depends,
    Etude,
    Header,
    HTTPException,
    Path,
    Query,
    Request,
    Response,
)
from etude.encoders import jsonable_encoder
from etude.exceptions import RequestValidationError
from etude.responses import HTMLResponse, JSONResponse

app = Etude(title="T", version="1", debug=True, tags=["t"], default_response_class=HTMLResponse)
router = APIRouter(tags=["t"], dependencies=[Depends(len)])


@app.get("/items/{item_id}", response_model=int, status_code=201, tags=["a"], deprecated=True)
def read_item(item_id: int, q: str = Query(), limit: int = Query(10, le=100)) -> int:
    return item_id + limit


@app.post("/items", response_model_exclude_none=True)
async def create_item(
    name: Annotated[str, Body(embed=True)],
    x_token: str = Header(convert_underscores=False),
    session: str = Cookie(alias="s"),
    item_id: int = Path(gt=0),
) -> str:
    return name


def current_user(request: Request, response: Response, tasks: BackgroundTasks) -> str:
    tasks.add_task(print, "x", sep="")
    raise HTTPException(401, detail={"a": 1}, headers={"x": "y"})


@router.api_route("/", methods=["GET"])
@router.put("/", name="put")
def change(user: str = Depends(current_user), again: Annotated[str, Depends()] = "") -> None:
    return None


@app.exception_handler(RequestValidationError)
async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    return JSONResponse(jsonable_encoder(error.errors()))


@app.middleware("http")
async def pass_on(request: Request, call_next: Callable[[Request], Any]) -> Any:
    return await call_next(request)


# Decorators keep the types of the functions.
assert_type(read_item(1, "q", 2), int)
assert_type(read_item(item_id=1, q="a"), int)
assert_type(change("user"), None)
app.add_api_route("/other", read_item, methods=["GET"], summary="s")
assert_type(app.title, str)
assert_type(app.openapi(), "dict[str, Any]")
