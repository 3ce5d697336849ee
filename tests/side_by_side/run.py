"""Runs all apps with one framework, and writes down everything that they answer.

SUBJECT=etude python run.py answers.json [APP ...]
"""

from __future__ import annotations

import importlib
import json
import sys
import traceback
import warnings
from pathlib import Path

from starlette.testclient import WebSocketDenialResponse
from subject import App
from subject.testclient import TestClient
from subject.websockets import WebSocketDisconnect

FOLDER = Path(__file__).resolve().parent


def run_module(name):
    """Return what the apps of one module answer, by the names of the apps."""
    try:
        module = importlib.import_module(f"apps.{name}")
    except Exception:
        return {name: {"failure": failure_of(name)}}
    found = {}
    if hasattr(module, "app"):
        found[name] = run_app(module.app, module.REQUESTS)
    for key, (app, requests) in getattr(module, "MORE", {}).items():
        found[f"{name}.{key}"] = run_app(app, requests)
    for key, declaration in getattr(module, "DECLARATIONS", {}).items():
        found.setdefault(name, {}).setdefault("declarations", {})[key] = declaration.outcome()
    return found


def failure_of(name):
    """Return the exception that is handled, and the line of the app where it was raised."""
    kind, error, trace = sys.exc_info()
    lines = [
        frame.line
        for frame in traceback.extract_tb(trace)
        if frame.filename.endswith(f"apps/{name}.py")
    ]
    return "".join(["\n".join(lines), "\n", *traceback.format_exception_only(kind, error)]).strip()


def run_app(app, requests):
    """Return the answers of one app and its document."""
    answers = {}
    client = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
    with client:
        for request in requests:
            if request.name in answers:
                raise ValueError(f"two requests are called {request.name!r}: give them names")
            ask = answer_of_websocket if request.method == "WEBSOCKET" else answer_of
            answers[request.name] = ask(client, request)
            client.cookies.clear()
    return {"answers": answers, "document": document_of(app)}


def answer_of_websocket(client, request):
    """Return the whole conversation as a body, and as a status how it ended."""
    options = dict(request.options)
    says, closes = options.pop("says", ()), options.pop("closes", False)
    heard, status, headers = [], "open", []
    try:
        with client.websocket_connect(request.url, **options) as socket:
            headers = [[key.decode(), value.decode()] for key, value in socket.extra_headers or ()]
            heard.append(f"accepted {socket.accepted_subprotocol}")
            for text in says:
                socket.send_text(text)
                heard.append(socket.receive_text())
            if closes:
                heard.append(socket.receive_text())
    except WebSocketDenialResponse as denial:
        return answer_from(denial)
    except WebSocketDisconnect as end:
        status = f"closed with {end.code}: {end.reason}"
    except Exception as error:
        status = f"ended by {type(error).__name__}"
    return {"status": status, "headers": headers, "body": json.dumps(heard)}


def answer_of(client, request):
    try:
        response = client.request(request.method, request.url, **request.options)
    except Exception as error:
        return {"status": None, "headers": [], "body": f"the client saw {type(error).__name__}"}
    return answer_from(response)


def answer_from(response):
    headers = sorted(map(comparable_header, response.headers.multi_items()))
    body = response.content.decode("utf-8", "backslashreplace")
    if body.startswith('{"openapi":'):
        headers = [header for header in headers if header[0] != "content-length"]
        body = comparable_document(body)
    return {"status": response.status_code, "headers": headers, "body": body}


def comparable_header(header):
    """Return a header; the methods of `Allow` stand in the order of a set, which is arbitrary."""
    name, value = header
    return [name, ", ".join(sorted(value.split(", "))) if name == "allow" else value]


def comparable_document(text):
    """Return a document whose keys are sorted, without the title that is the framework's name."""
    document = json.loads(text)
    if document["info"]["title"] == App().title:
        document["info"]["title"] = "the default"
    return json.dumps(document, sort_keys=True)


def document_of(app):
    if not hasattr(app, "openapi"):
        return None
    try:
        return json.loads(json.dumps(app.openapi()))
    except Exception as error:
        return {"error": type(error).__name__}


def main(target, *names):
    warnings.simplefilter("ignore")
    names = names or sorted(file.stem for file in (FOLDER / "apps").glob("[!_]*.py"))
    found = {}
    for name in names:
        found.update(run_module(name))
    Path(target).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
