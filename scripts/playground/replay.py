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
TURNS = 200  # of the loop, to wait for the end of an answer
# What differs from run to run: moments, identifiers, tokens, measured durations, and where a test runs.
VOLATILE = re.compile(
    r"\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|[+-]\d\d:\d\d)?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|[\w-]{16,}(?:\.[\w-]{16,}){0,2}|\d+\.\d{6,}|testclient|127\.0\.0\.1"
)
# What the client of the tests sends with every request.
HEADERS = [["host", "testserver"], ["user-agent", "testclient"]]
# Names that stand for an import inside of another package.
STANDING_FOR = {
    "EmailStr": "email_validator",
    "Jinja2Templates": "jinja2",
    "SessionMiddleware": "itsdangerous",
}
IMPORTED = re.compile(r"^\s*(?:from|import)\s+\.*(\w+)", re.MULTILINE)


async def run() -> str:
    """Look at the topics, and say how many applications they have."""
    assets = json.loads((ASSETS / "assets.json").read_text())
    packages = assets["packages"]
    folder = next(path for path in sys.path if path.endswith("site-packages"))
    for name in ("packages", "framework"):
        shutil.unpack_archive(ASSETS / f"{name}.zip", folder)
    runner = importlib.import_module("runner")
    modules = {module: name for name, each in packages.items() for module in each["modules"]}
    runner.prepare(modules, lambda name: (ASSETS / packages[name]["file"]).read_bytes())
    count = 0
    for topic in json.loads((WORK / "topics.json").read_text()):
        results = {}
        for example in examples(EXAMPLES / topic).values():
            if special(example.name).has_app:
                described = describe(example, packages)
                result = await look(described, runner)
                needed = sum(packages[name]["bytes"] for name in described["packages"])
                results[example.name] = {**result, "bytes": assets["bytes"] + needed}
                if not result["problem"]:
                    write(ASSETS / "examples" / f"{example.name}.json", described)
        write(WORK / "results" / f"{topic}.json", results)
        count += len(results)
    return f"{count} applications"


def write(path: Path, content: Any) -> None:
    """Write JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def describe(example: Example, packages: Any) -> dict[str, Any]:
    """Return what a page gets of an example."""
    forms = {path.stem: form_of(example.topic, path) for path in example.forms.values()}
    texts = "\n".join(text for form in forms.values() for text in form["files"].values())
    recorded = sorted((WORK / "requests" / example.name).glob("*.json"))
    different = {path.read_text(): None for path in recorded}
    return {
        "name": example.name,
        "packages": sorted(needed_packages(texts, packages)),
        "environment": special(example.name).environment,
        "forms": forms,
        "data": {
            path.relative_to(example.topic).as_posix(): encoded(path) for path in beside(example)
        },
        "requests": [json.loads(text) for text in different][:REQUESTS],
    }


def form_of(topic: Path, path: Path) -> dict[str, Any]:
    """Return the modules of a form with those beside it that it imports, and which has the application."""
    found = [path]
    if path.is_dir():
        found = [
            each for each in path.rglob("*.py") if not each.name.startswith(("test_", "conftest"))
        ]
        [path, *_] = [each for each in (path / "main.py", path / "app/main.py") if each.is_file()]
    for name in IMPORTED.findall("\n".join(each.read_text() for each in found)):
        found += (topic / name).rglob("*.py") if (topic / name).is_dir() else ()
        found += [topic / f"{name}.py"] if (topic / f"{name}.py").is_file() else []
    files = {each.relative_to(topic).as_posix(): each.read_text() for each in found}
    return {"entry": path.relative_to(topic).as_posix(), "app": "app", "files": files}


def needed_packages(text: str, packages: Any) -> set[str]:
    """Return the optional packages that modules import, with those that these need."""
    imported = {*IMPORTED.findall(text)}
    imported |= {module for name, module in STANDING_FOR.items() if name in text}
    found: set[str] = set()
    pending = [name for name, each in packages.items() if imported & {*each["modules"]}]
    while pending:
        name = pending.pop()
        pending += [each for each in packages[name]["needs"] if each in packages.keys() - found]
        found.add(name)
    return found


def beside(example: Example) -> list[Path]:
    """Return the files of the topic that are not Python, and belong to no other example."""
    own = {*example.forms.values()}
    others = {path.parent for path in example.topic.glob("*/__init__.py")} - own
    others.add(example.topic / "tests")
    found = [path for path in example.topic.rglob("*") if not others.intersection(path.parents)]
    return [path for path in found if path.is_file() and path.suffix not in (".py", ".pyc")]


def encoded(path: Path) -> dict[str, str]:
    """Return a file as pages get it."""
    content = path.read_bytes()
    try:
        return {"text": content.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


async def look(example: dict[str, Any], runner: Any) -> dict[str, Any]:
    """Load the last form and send it the requests; leave out those with another status than in the tests.

    What differs is sent a second time, to an application that was asked nothing before.
    """
    form = list(example["forms"].values())[-1]
    files = {**{path: decoded(each) for path, each in example["data"].items()}, **form["files"]}
    arguments = (files, form["entry"], "", example["environment"])
    problem, kept, same, recorded = "", [], 0, len(example["requests"])
    try:
        app = json.loads(await runner.load(*arguments))["app"]
        for request in example["requests"]:
            expected, got = outcome(request), await answer(request, runner)
            if got != expected:
                await runner.load(*arguments)
                got = await answer(request, runner)
            if got == expected:
                same += 1
            else:
                print(f"{example['name']} {request['url']}: {got!r:.300}, not {expected!r:.300}")
                request.pop("answer", None)
            kept += [request] if got[0] == expected[0] else []
            if (got[0] or 500) >= 500 > (expected[0] or 500):
                problem = f"{request['method']} {request['url']} is answered {got[0]} here"
        if recorded and not kept:
            problem = "no request is answered as in its tests"
        example["requests"] = kept
        example["forms"] = {name: {**each, "app": app} for name, each in example["forms"].items()}
    except runner.Refused as error:
        problem = [line for line in str(error).split("\n") if re.match(r"\w[\w.]*(:|$)", line)][-1]
    return {"problem": problem, "requests": recorded, "same": same}


def outcome(request: dict[str, Any]) -> list[Any]:
    """Return what the tests were answered: the status and the body, or all messages."""
    if request["method"] == "WEBSOCKET":
        return [None, *(settled(decoded(content)) for content in request["received"])]
    return [request.get("status"), settled(decoded(request.get("answer", {"text": ""})))]


async def answer(request: dict[str, Any], runner: Any) -> list[Any]:
    """Send a request, and return what is answered now."""
    messages: list[Any] = []
    headers, wanted = HEADERS + request["headers"], -1
    if request["method"] == "WEBSOCKET":
        exchange = runner.connect(request["url"], headers, [], messages.append)
        wanted = len(request["received"])
        for content in request["sent"]:
            exchange.receive(decoded(content))
    else:
        body = decoded(request["body"] or {"text": ""})
        body = body.encode() if isinstance(body, str) else body
        headers += [["content-length", str(len(body))]] if body else []
        exchange = runner.request(request["method"], request["url"], headers, body, messages.append)
    for _ in range(TURNS):
        contents = [each for each in messages if each["type"] == "websocket.send"]
        if exchange.task.done() or len(contents) == wanted:
            break
        await asyncio.sleep(0.005)
    exchange.leave()
    if request["method"] == "WEBSOCKET":
        return [None, *(settled(each.get("text") or each.get("bytes")) for each in contents)]
    whole = b"".join(message.get("body", b"") for message in messages)
    return [next((each["status"] for each in messages if "status" in each), None), settled(whole)]


def decoded(content: dict[str, str]) -> Any:
    """Return the text or the bytes of a record."""
    return content["text"] if "text" in content else base64.b64decode(content["base64"])


def settled(content: Any) -> Any:
    """Return what is compared of a text: JSON in any order, and nothing that differs from run to run."""
    try:
        text = VOLATILE.sub("…", content.decode() if isinstance(content, bytes) else content)
    except UnicodeDecodeError:
        return content
    try:
        return json.loads(text)
    except ValueError:
        return text
