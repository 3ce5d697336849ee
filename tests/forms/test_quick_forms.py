"""A form that is cut at its boundaries at once gives what the parser gives that reads it bit by bit."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.datastructures import UploadFile as StarletteUploadFile
from starlette.formparsers import MultiPartParser

from etude import Etude, Form, Request, UploadFile
from etude._multipart import boundary_of, parse_whole
from etude.testclient import TestClient

AT_ONCE = "multipart/form-data; boundary=b"
BIT_BY_BIT = 'multipart/form-data; boundary="b"'
"""The same, written in a way that only the parser reads."""


MAX_SIZE = 1024 * 1024
"""From here on files go to disk."""


async def _shown(value: Any) -> Any:
    if not isinstance(value, StarletteUploadFile):
        return value
    content = await value.read()
    headers = [(name.decode("latin-1"), text.decode("latin-1")) for name, text in value.headers.raw]
    return [value.filename, value.content_type, value.size, len(content), content.hex(), headers]


def _app(**options: Any) -> Etude:
    app = Etude(**options)

    @app.post("/")
    async def show(request: Request, note: str = Form("none")) -> List[Any]:
        form = await request.form()
        return [note, *[[name, await _shown(value)] for name, value in form.multi_items()]]

    return app


CLIENT = TestClient(_app())
LIMITED = TestClient(
    _app(form_limits={"max_fields": 2, "max_files": 1, "max_part_size": 8}),
)


def _answers(body: bytes, client: TestClient = CLIENT) -> Dict[str, Any]:
    return {
        media_type: (response.status_code, response.json())
        for media_type in (AT_ONCE, BIT_BY_BIT)
        for response in [client.post("/", content=body, headers={"content-type": media_type})]
    }


def _part(head: str, content: bytes = b"x") -> bytes:
    return b"--b\r\n" + head.encode() + b"\r\n\r\n" + content + b"\r\n"


FIELD = 'Content-Disposition: form-data; name="note"'
FILE = 'Content-Disposition: form-data; name="file"; filename="a.txt"'
END = b"--b--\r\n"

fragments = st.sampled_from(
    [
        *[f'content-disposition: form-data; name="{name}"' for name in ("note", "ä", "a b", "%41")],
        *[f'; filename="{name}"' for name in ("a.txt", "ü.png", "", "a;b", "a\\b", "C:\\x", " ")],
        "\r\nContent-Type: text/plain",
        "\r\nContent-Type:text/plain",
        "\r\nContent-Type: text/html; charset=latin-1 ",
        "\r\nX-Own: 1",
        "\r\n\r\n",
        "\r\n",
        "--b",
        "--b--",
        "--bb",
        "\r\n--b\r\n",
        "\r\n--b--\r\n",
        "\n",
        "text",
        "é",
        "\x00",
    ]
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(fragments, max_size=8), st.booleans())
@example([FILE, "\r\n\r\n", "text", "\r\n--b", "-x"], True)
@example([FIELD, "\r\n\r\n", "text", "\r\n--b", "\r\n", FILE, "\r\n\r\n"], True)
def test_any_form_is_read_as_the_parser_reads_it(middle: List[str], ends: bool) -> None:
    body = b"--b\r\n" + "".join(middle).encode() + (b"\r\n" + END if ends else b"")
    answers = _answers(body)
    assert answers[AT_ONCE] == answers[BIT_BY_BIT]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        END,
        b"\r\n" + END,
        b"preamble\r\n" + _part(FIELD) + END,
        _part(FIELD) + b"--b--",
        _part(FIELD) + END + b"epilogue",
        _part(FIELD),
        _part(FIELD, b"\xff\xfe") + END,
        _part("Content-Type: text/plain\r\n" + FILE) + END,
        _part(FILE + "\r\nContent-Type: " + "x" * 5000) + END,
        _part('Content-Disposition: form-data; name="' + "x" * 5000 + '"') + END,
        _part(FIELD, bytes(range(256))) + _part(FILE, bytes(range(256)) * 9) + END,
        _part(FIELD, b"x" * 8) + _part(FIELD, b"1") + _part(FILE, b"y" * 99) + END,
        _part(FIELD, b"x" * 9) + END,
        _part(FIELD) * 3 + END,
        _part(FILE) * 2 + END,
    ],
)
@pytest.mark.parametrize("client", [CLIENT, LIMITED], ids=["default-limits", "own-limits"])
def test_forms_at_the_edge_are_read_as_the_parser_reads_them(body, client):
    answers = _answers(body, client)
    assert answers[AT_ONCE] == answers[BIT_BY_BIT]


def test_what_clients_commonly_send_is_cut_at_once():
    boundary = boundary_of(AT_ONCE)
    assert boundary is not None
    body = _part(FIELD, "ü".encode()) + _part(FILE + "\r\nContent-Type: image/png") + END
    form = parse_whole(body, boundary, {}, MAX_SIZE)
    assert form is not None, "the parser would have to read it"
    assert form["note"] == "ü"
    form["file"].file.close()


@pytest.mark.parametrize("size", [MAX_SIZE // 2, MAX_SIZE + 1, 2 * MAX_SIZE])
def test_a_form_that_comes_in_pieces_is_read_whole(size):
    def pieces() -> Iterator[bytes]:
        yield b"--b\r\n" + FILE.encode() + b"\r\n\r"
        yield b"\n"
        yield from (b"x" * 60_000 for _ in range(size // 60_000))
        yield b"x" * (size % 60_000) + b"\r\n-"
        yield b"-b--\r\n"

    response = CLIENT.post("/", content=pieces(), headers={"content-type": AT_ONCE})
    assert response.json()[1][1][2:4] == [size, size]


@pytest.mark.parametrize("media_type", [AT_ONCE, BIT_BY_BIT])
def test_a_file_is_closed_when_the_request_is_done(media_type):
    seen: List[Any] = []
    app = Etude()

    @app.post("/")
    async def keep(file: UploadFile) -> bool:
        seen.append(file.file)
        return file.file.closed

    body = _part(FILE) + END
    response = TestClient(app).post("/", content=body, headers={"content-type": media_type})
    assert response.json() is False
    assert seen[0].closed


@pytest.mark.parametrize("media_type", [AT_ONCE, BIT_BY_BIT])
def test_the_body_of_a_form_cannot_be_read_again(media_type):
    app = Etude()

    @app.post("/")
    async def read(request: Request, note: str = Form()) -> str:
        try:
            await request.body()
        except RuntimeError as error:
            return str(error)
        return "read"

    body = _part(FIELD) + END
    response = TestClient(app).post("/", content=body, headers={"content-type": media_type})
    assert response.json() == "Stream consumed"


@pytest.mark.parametrize("media_type", [AT_ONCE, BIT_BY_BIT])
def test_how_large_a_file_in_memory_may_be_can_be_set(media_type, monkeypatch):
    name = "spool_max_size" if hasattr(MultiPartParser, "spool_max_size") else "max_file_size"
    monkeypatch.setattr(MultiPartParser, name, 100)
    app = Etude()

    @app.post("/")
    async def look(file: UploadFile) -> bool:
        return file.file._rolled  # type: ignore[attr-defined]  # says whether it is on disk

    client, headers = TestClient(app), {"content-type": media_type}
    for size, is_on_disk in ((1, False), (101, True)):
        body = _part(FILE, b"x" * size) + END
        assert client.post("/", content=body, headers=headers).json() is is_on_disk
