"""JSON-RPC methods with dependencies and errors of their own, single and in a batch; the document."""

import fastapi_jsonrpc as jsonrpc
from fastapi import Body, Depends
from pydantic import BaseModel

from asking import ask

app = jsonrpc.API()
api = jsonrpc.Entrypoint("/rpc")


class TooLong(jsonrpc.BaseError):
    CODE = 5000
    MESSAGE = "Too long"

    class DataModel(BaseModel):
        details: str


def get_limit(limit: int = Body(5)):
    return limit


@api.method(errors=[TooLong])
def echo(data: str, limit: int = Depends(get_limit)) -> str:
    if len(data) > limit:
        raise TooLong(data={"details": data})
    return data


app.bind_entrypoint(api)


def call(**params):
    return {"jsonrpc": "2.0", "id": 1, "method": "echo", "params": params}


def answers():
    bodies = [
        *(call(data="lamp"), call(data="a lamp"), call(data="a lamp", limit=9), call()),
        [call(data="a"), call(data="b")],
        {**call(data="x"), "method": "unknown"},
    ]
    requests = [("POST /rpc", {"json": body}) for body in bodies]
    return [ask(app, *requests), sorted(app.openapi()["paths"])]
