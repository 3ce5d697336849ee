"""The requests that workloads send."""

from __future__ import annotations

import asyncio
from typing import Any

from benchmarks.driving import drive, exchange
from benchmarks.requests import Request, post_form, post_json
from benchmarks.workloads import WORKLOADS
from starlette.datastructures import UploadFile
from starlette.requests import Request as Received


def test_a_form_is_one_that_a_server_reads() -> None:
    found: dict[str, Any] = {}

    async def read(scope: Any, receive: Any, _send: Any) -> None:
        async with Received(scope, receive).form() as form:
            file = form["file"]
            assert isinstance(file, UploadFile)
            found.update(note=form["note"], name=file.filename, content=await file.read())

    request = post_form("/", {"note": "a"}, {"file": b"content"})
    asyncio.run(drive(read, [exchange(request, {})]))
    assert found == {"note": "a", "name": "file.txt", "content": b"content"}


def test_a_body_is_sent_with_its_length() -> None:
    assert (b"content-length", b"11") in post_json("/", {"a": "ß"}).headers


def test_the_target_has_the_query() -> None:
    assert [Request("/a").target, Request("/a", query="b=1").target] == ["/a", "/a?b=1"]


def test_hits_and_misses_are_the_same_in_every_process() -> None:
    paths = [request.path for request in WORKLOADS["W7-hit"].requests]
    assert len(set(paths)) == len(paths) == 50
    assert paths[0] == "/area5/things165/165"


def test_the_file_has_64_kib() -> None:
    (request,) = WORKLOADS["W8"].requests
    assert request.body.count(b"line 0") == 65536 // 24 + 1
