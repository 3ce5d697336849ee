import json
from pathlib import Path

TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}

HEAD = """\
from typing import Any, List, Protocol, TypedDict


class Http(Protocol):
    def request(self, method: str, url: str, *, json: Any = None) -> Any: ...
"""

CLIENT = """\
class Client:
    def __init__(self, http: Http) -> None:
        self.http = http
"""

METHOD = """\

    def {name}(self{parameter}) -> {result}:
        response = self.http.request("{method}", "{path}"{argument})
        response.raise_for_status()
        answer: {result} = response.json()
        return answer
"""


def generate(document: dict) -> str:
    models = [
        model(name, schema)
        for name, schema in document["components"]["schemas"].items()
    ]
    methods = [
        method(verb.upper(), path, operation)
        for path, path_item in document["paths"].items()
        for verb, operation in path_item.items()
    ]
    return "\n\n".join([HEAD, *filter(None, models), CLIENT]) + "".join(methods)


def model(name: str, schema: dict) -> str:
    if name in ("HTTPValidationError", "ValidationError"):
        return ""
    fields = [
        f"    {field}: {type_of(kind)}\n"
        for field, kind in schema["properties"].items()
    ]
    return f"class {name}(TypedDict):\n" + "".join(fields)


def method(verb: str, path: str, operation: dict) -> str:
    body = operation.get("requestBody")
    return METHOD.format(
        name=operation["operationId"].replace("-", "_"),
        parameter=f", body: {type_in(body)}" if body else "",
        result=type_in(operation["responses"]["200"]),
        method=verb,
        path=path,
        argument=", json=body" if body else "",
    )


def type_in(described: dict) -> str:
    return type_of(described["content"]["application/json"]["schema"])


def type_of(schema: dict) -> str:
    if "$ref" in schema:
        return schema["$ref"].split("/")[-1]
    if schema["type"] == "array":
        return f"List[{type_of(schema['items'])}]"
    return TYPES[schema["type"]]


if __name__ == "__main__":
    print(
        generate(json.loads(Path("openapi.json").read_text(encoding="utf-8"))), end=""
    )
