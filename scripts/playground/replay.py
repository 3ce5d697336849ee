"""Runs examples as a page does, compares their answers with those in their tests, and writes what pages get.

It runs in Pyodide, where there are no sockets, threads and processes, and no packages but those in /assets.
An example runs if its application starts there, answers some of the requests of its tests with the same
status, and fails at none that it answered there. These requests are in /making/requests. For each topic in
/making/topics.json, the examples that run go to /assets/examples, and what was found to /making/results.
"""

from __future__ import annotations

import asyncio
import base64
import importlib
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from docs_src._forms import Example, examples
from docs_src._special import special

ASSETS, WORK, EXAMPLES = Path("/assets"), Path("/making"), Path("/repository/docs_src")
REQUESTS = 8  # of an example, at most
IMPORTS = re.compile(r"^\s*(?:from|import) .*", re.MULTILINE)
SECONDS = 5.0  # for an answer


async def run() -> str:
    """Look at the topics, and say how many applications they have."""
    assets = json.loads((ASSETS / "assets.json").read_text())
    folder = next(path for path in sys.path if path.endswith("site-packages"))
    for name in ("packages", "framework"):
        shutil.unpack_archive(ASSETS / f"{name}.zip", folder)
    runner = importlib.import_module("runner")
    runner.prepare(assets["modules"], lambda name: archive_of(name).read_bytes())
    count = 0
    for topic in json.loads((WORK / "topics.json").read_text()):
        found = {}
        for example in examples(EXAMPLES / topic).values():
            if special(example.name).has_app:
                described = describe(example, assets["modules"])
                result = await look(described, runner)
                size = sum(archive_of(name).stat().st_size for name in described["packages"])
                found[example.name] = {**result, "bytes": assets["bytes"] + size}
                if not result["problem"]:
                    write(ASSETS / "examples" / f"{example.name}.json", described)
        write(WORK / "results" / f"{topic}.json", found)
        count += len(found)
    return f"{count} applications"


def archive_of(package: str) -> Path:
    """Return the archive of an optional package."""
    return ASSETS / f"extra-{package}.zip"


def write(path: Path, content: Any) -> None:
    """Write JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def describe(example: Example, modules: dict[str, str]) -> dict[str, Any]:
    """Return what a page gets of an example: its forms, the files beside them, and requests."""
    topic = example.topic
    found = [path for path in topic.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    found = [path for path in found if not path.name.startswith(("test_", "conftest"))]
    contents = {path.relative_to(topic).as_posix(): encoded(path) for path in sorted(found)}
    forms = {path.stem: form_of(path, contents) for path in example.forms.values()}
    files = {file: text for form in forms.values() for file, text in form["files"].items()}
    words = {*re.findall(r"\w+", " ".join(IMPORTS.findall("\n".join(files.values()))))}
    # What belongs to other examples is left out, unless this one imports it.
    names = {path.stem for each in examples(topic).values() for path in each.forms.values()}
    others = {*files, *(names - words - {path.stem for path in example.forms.values()}), "tests"}
    recorded = sorted((WORK / "requests" / example.name).glob("*.json"))
    different = {path.read_text(): None for path in recorded}
    return {
        "name": example.name,
        "packages": sorted({modules[word] for word in words & modules.keys()}),
        "environment": special(example.name).environment,
        "forms": forms,
        "data": {
            file: content
            for file, content in contents.items()
            if not others & {file, file.split("/")[0].split(".")[0]}
        },
        "requests": [json.loads(text) for text in different][:REQUESTS],
    }


def form_of(path: Path, contents: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Return the modules of a form, and which of them has the application."""
    own = {name: each for name, each in contents.items() if name.split("/")[0] == path.name}
    files = {name: each["text"] for name, each in own.items() if name.endswith(".py")}
    entries = [path.name, f"{path.name}/main.py", f"{path.name}/app/main.py"]
    return {"entry": next(name for name in entries if name in files), "files": files}


def encoded(path: Path) -> dict[str, str]:
    """Return a file as pages get it."""
    content = path.read_bytes()
    try:
        return {"text": content.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def decoded(content: dict[str, str]) -> bytes:
    """Return the bytes of a file, or of a part of a record."""
    return base64.b64decode(content["base64"]) if "base64" in content else content["text"].encode()


async def look(example: dict[str, Any], runner: Any) -> dict[str, Any]:
    """Load the last form and send it the requests; leave out those with another status than in the tests."""
    form = list(example["forms"].values())[-1]
    files = {**{path: decoded(each) for path, each in example["data"].items()}, **form["files"]}
    arguments = (files, form["entry"], example["environment"])
    known = json.loads(await runner.load(*arguments))
    requests, same = example["requests"], 0
    problem = known.get("error", "")
    example["requests"] = []
    for request in requests if not problem else ():
        expected, got = request.get("status", 101) or 500, await answer(request, runner)
        wanted = [expected, *(settled(decoded(each)) for each in answers(request))]
        if got != wanted:  # perhaps since this application was asked something before
            await runner.load(*arguments)
            got = await answer(request, runner)
        same += got == wanted
        example["requests"] += [request] if got[0] == expected else []
        if got[0] >= 500 > expected:
            problem = f"{request['method']} {request['url']} is answered {got[0]} here"
    if requests and not example["requests"]:
        problem = problem or "no request is answered as in its tests"
    return {"problem": problem, "requests": len(requests), "same": same}


def answers(request: dict[str, Any]) -> list[dict[str, str]]:
    """Return what the tests were answered."""
    return request["received"] if "received" in request else [request["answer"]]


async def answer(request: dict[str, Any], runner: Any) -> list[Any]:
    """Send a request; return the status, 101 for a WebSocket, and what is answered now."""
    messages: list[Any] = []
    headers = [["host", "testserver"], *request["headers"]]
    scope: dict[str, Any] = {"type": "websocket", "subprotocols": []}
    told: list[Any] = [{"type": "websocket.connect"}]
    for content in request.get("sent", ()):
        bytes_or_text = content if "text" in content else {"bytes": decoded(content)}
        told += [{"type": "websocket.receive", **bytes_or_text}]
    told += [{"type": "websocket.disconnect", "code": 1000}]
    if "body" in request:
        scope, body = {"type": "http", "method": request["method"]}, decoded(request["body"])
        told = [{"type": "http.request", "body": body}]
        headers += [["content-length", str(len(body))]] if body else []
    exchange = runner.begin(scope, request["url"], headers, messages.append)
    for message in told:
        exchange.tell(message)
    await asyncio.wait({asyncio.ensure_future(exchange.end())}, timeout=SECONDS)
    exchange.tell({"type": f"{scope['type']}.disconnect"})
    if "sent" in request:
        sent = [each for each in messages if each["type"] == "websocket.send"]
        return [101, *(settled(each.get("bytes") or each["text"]) for each in sent)]
    status = next((each["status"] for each in messages if "status" in each), 500)
    return [status, settled(b"".join(each.get("body", b"") for each in messages))]


def settled(content: str | bytes) -> Any:
    """Return what is compared: JSON in any order, other text or bytes as bytes."""
    try:
        return json.loads(content)
    except ValueError:
        return content.encode() if isinstance(content, str) else content
