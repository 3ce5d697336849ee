"""How the bare applications read and answer."""

from typing import Any, Awaitable, Callable, Dict, List
from urllib.parse import parse_qsl

from pydantic_core import CoreSchema, SchemaValidator, ValidationError, core_schema, to_json

Message = Dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def validator_of(fields: Dict[str, CoreSchema]) -> SchemaValidator:
    """Return what validates parameters together."""
    typed = {name: core_schema.typed_dict_field(schema) for name, schema in fields.items()}
    return SchemaValidator(core_schema.typed_dict_schema(typed))


async def read_body(receive: Receive) -> bytes:
    """Return the whole body of a request."""
    message = await receive()
    if not message.get("more_body", False):
        return bytes(message["body"])
    chunks: List[bytes] = [message["body"]]
    while message.get("more_body", False):
        message = await receive()
        chunks.append(message["body"])
    return b"".join(chunks)


def read_query(query: bytes) -> Dict[str, str]:
    """Return the parameters of a query; of a repeated one the last."""
    text = query.decode("latin-1")
    if "%" in text or "+" in text:
        return dict(parse_qsl(text, keep_blank_values=True))
    return {name: value for name, _, value in [pair.partition("=") for pair in text.split("&")]}


async def answer(send: Send, body: bytes, status: int = 200) -> None:
    """Send a JSON document."""
    headers = [
        (b"content-length", str(len(body)).encode()),
        (b"content-type", b"application/json"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def refuse(send: Send, error: ValidationError, where: Dict[Any, str], default: str) -> None:
    """Send the errors; `where` maps the first part of a place to the part of the request."""
    details = [
        {**detail, "loc": [where.get(detail["loc"][0], default), *detail["loc"]]}
        for detail in error.errors(include_url=False)
    ]
    await answer(send, to_json({"detail": details}), 422)


async def not_found(send: Send) -> None:
    """Send the answer to a request that no operation takes."""
    await answer(send, b'{"detail":"Not Found"}', 404)
