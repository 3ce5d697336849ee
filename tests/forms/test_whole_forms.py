"""Promises about forms that arrive in one message: quicker, and in nothing else than in many."""

from typing import List

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette import formparsers
from starlette.datastructures import UploadFile as StarletteUploadFile
from typing_extensions import Annotated

from etude import Etude, File, Form, Request, UploadFile
from etude._limits import LITTLE_ROOM, ROOMY_FILES
from etude.routing import APIRoute

MEDIA_TYPE = b"multipart/form-data; boundary=b"
URLENCODED = b"application/x-www-form-urlencoded"
FIELD = b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n'
FILE = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n'
    b"Content-Type: text/plain\r\n\r\n123\r\n"
)
END = b"--b--\r\n"
MEBIBYTE = 1024 * 1024
WHOLE, IN_TWO = "whole", "in two messages"
quickly = settings(max_examples=200, deadline=None, derandomize=True)


def messages_of(body, arrival=WHOLE):
    """Return the messages that a body comes in; the other way gives the same bytes to the parser."""
    begin = [] if arrival == WHOLE else [{"type": "http.request", "body": b"", "more_body": True}]
    return [*begin, {"type": "http.request", "body": body, "more_body": False}]


def facts(value):
    if not isinstance(value, StarletteUploadFile):
        return value
    file = value.file
    return {
        "type": type(value),
        "filename": value.filename,
        "size": value.size,
        "headers": value.headers.raw,
        "file": (type(file), file._rolled, file._max_size, file.mode, file.tell(), file.closed),
        "content": file.read(),
    }


class Asking:
    """Sends forms to applications that differ in their limits, and tells what they have seen."""

    def __init__(self, exchange):
        self._exchange = exchange
        self._seen = []

    def app(self, limits, **options):
        app = Etude()
        limits = {"max_files": 1000, **limits}

        @app.post("/read", form_limits=limits, **options)
        async def read(request: Request):
            async with request.form() as form:
                self._seen.append([(name, facts(value)) for name, value in form.multi_items()])

        @app.post("/take", form_limits=limits, **options)
        async def take(
            x: Annotated[List[str], Form()] = ["none"],  # noqa: B006  # as users write it
            file: Annotated[List[UploadFile], File()] = [],  # noqa: B006  # as users write it
        ):
            self._seen.append([x, [facts(one) for one in file]])

        return app

    def ask(self, app, path, media_type, messages):
        self._seen.clear()
        headers = [(b"content-type", media_type)]
        answer = self._exchange(app, path, method="POST", headers=headers, messages=messages)
        return answer.status, answer.body, list(self._seen)

    def is_same(self, app, media_type, body):
        """Tell whether a form is the same in one message and in two, for both ways to take it."""
        for path in ("/read", "/take"):
            whole, in_two = (
                self.ask(app, path, media_type, messages_of(body, arrival))
                for arrival in (WHOLE, IN_TWO)
            )
            assert whole == in_two
        return True


@pytest.fixture(scope="module")
def asking(exchange):
    """What sends forms to applications, and tells what they have seen."""
    return Asking(exchange)


@pytest.fixture(scope="module")
def apps(asking):
    """Applications with limits of many kinds."""
    return [
        asking.app({}),
        asking.app({"max_fields": 1, "max_files": 1, "max_part_size": 5}),
        asking.app({"max_fields": 0}),
        asking.app({"max_file_size": 4, "media_types": ["text/*", "image/png"]}),
        asking.app({"media_types": ["image/png"]}),
        asking.app({}, max_body_size=100),
    ]


@pytest.fixture
def parsers(monkeypatch):
    """The parsers that read forms part by part, as they are used."""
    used = []

    def noting(parse):
        async def note_and_parse(parser):
            used.append(parser)
            return await parse(parser)

        return note_and_parse

    for parser in (formparsers.MultiPartParser, formparsers.FormParser):
        monkeypatch.setattr(parser, "parse", noting(parser.parse))
    return used


# Forms of all kinds, as clients write them and otherwise

names = st.sampled_from(
    [
        b"x",
        b"file",
        b"",
        b"a b",
        b" a ",
        "é 名".encode(),
        b"\xe9",
        "\x85".encode(),
        b"\x85",
        b"%22",
        b"a;b",
        b"a=b",
        b"it's",
        b"x[0].y",
        b'\\"',
        b"C:\\f",
        b"a\tb",
        b"<a>",
        b"*",
        b"n" * 999,
        b"n" * 1000,
    ]
)
media_types = st.sampled_from(
    [
        b"text/plain",
        b"image/png",
        b"Text/HTML; charset=latin-1",
        b" a",
        b"a ",
        b"",
        b"\xe9",
        b"a\tb",
    ]
)
pieces = st.sampled_from(
    [
        b"\r\n",
        b"\r",
        b"\n",
        b"-",
        b"--",
        b"b",
        b"--b",
        b"\r\n--b",
        b"\r\n--b\r\n",
        b"\r\n--b--\r\n",
        b"\r\n--bb",
        b"\r\r\n--b",
        b" ",
        b"\t",
        b":",
        b";",
        b'"',
        b"\\",
        b"=",
        b"\x00",
        b"\xff",
        b"1",
        b"\r\nX: y",
        b"; filename*=utf-8''f",
        b'; name="y"',
        b'; filename="g"',
        b"; name=y",
        b"\r\nContent-Type: text/html",
        b'\r\nContent-Disposition: form-data; name="z"',
        FIELD,
        FILE,
    ]
)
contents = st.lists(st.one_of(pieces, st.binary(max_size=9)), max_size=4).map(b"".join)


@st.composite
def parts(draw):
    head = b'--b\r\nContent-Disposition: form-data; name="%b"' % draw(names)
    if draw(st.booleans()):
        head += b'; filename="%b"' % draw(names)
    if draw(st.booleans()):
        head += b"\r\nContent-Type: %b" % draw(media_types)
    return head + b"\r\n\r\n" + draw(contents) + b"\r\n"


@st.composite
def bodies(draw):
    """Draw forms, of which about half are changed in a few places."""
    body = b"".join(draw(st.lists(parts(), max_size=4)))
    body += draw(
        st.sampled_from([END, END, b"--b--", b"", b"--b-", b"--b--\r\nmore", b"--b--more"])
    )
    changes = st.tuples(st.integers(0, 400), st.integers(0, 5), st.one_of(pieces, st.just(b"")))
    for place, gone, piece in draw(st.one_of(st.just([]), st.lists(changes, max_size=3))):
        place = place % (len(body) + 1)
        body = body[:place] + piece + body[place + gone :]
    return body


kinds = st.one_of(
    st.just(MEDIA_TYPE),
    st.sampled_from(
        [MEDIA_TYPE + b"; charset=utf-8", MEDIA_TYPE + b"; charset=latin-1", b'"b"', b"'b'", b" b"]
        + [
            b"multipart/form-data; boundary=" + end
            for end in (b'"b"', b'"b', b'b"', b" b", b"", b"c")
        ]
        + [
            b"Multipart/Form-Data;boundary=b",
            b"multipart/form-data; Boundary=b",
            b"multipart/mixed",
        ]
        + [b"multipart/form-data", b"multipart/form-data; x=y; boundary=b", MEDIA_TYPE + b" "]
    ),
)


@quickly
@given(media_type=kinds, body=bodies(), number=st.integers(0, 5))
@example(media_type=MEDIA_TYPE, body=END, number=0)
@example(media_type=MEDIA_TYPE, body=FIELD + FILE + END, number=0)
@example(media_type=MEDIA_TYPE, body=FILE + FILE + END, number=1)
@example(media_type=MEDIA_TYPE, body=FIELD + FILE + END, number=4)
def test_a_form_is_the_same_in_one_message(asking, apps, media_type, body, number):
    assert asking.is_same(apps[number], media_type, body)


@quickly
@given(body=st.lists(parts(), max_size=4).map(b"".join), number=st.integers(0, 5))
def test_a_form_as_clients_write_it_is_the_same_in_one_message(asking, apps, body, number):
    assert asking.is_same(apps[number], MEDIA_TYPE, body + END)


symbols = st.sampled_from(
    [b"&", b"=", b"+", b"%", b"%41", b"%c3%a9", b"%ff", b"%00", b"%26", b"%3d", b"%2", b"%zz", b";"]
)
texts = st.lists(
    st.one_of(
        symbols,
        st.sampled_from(
            [b"x", b"file", b"a b", b"x[0].y", b"\r\n", b"\x00", "é".encode(), b"\xff"]
        ),
        st.binary(max_size=5),
    ),
    max_size=4,
).map(b"".join)
pairs = st.tuples(st.one_of(st.just(b"x"), texts), texts).map(b"=".join)
urlencoded_types = st.sampled_from(
    [URLENCODED + end for end in (b"", b"; charset=utf-8", b";charset=UTF-8", b"; charset=latin-1")]
)


@quickly
@given(
    media_type=urlencoded_types,
    body=st.lists(st.one_of(pairs, texts), max_size=4).map(b"&".join),
    number=st.integers(0, 5),
)
@example(media_type=URLENCODED, body=b"=", number=0)
@example(media_type=URLENCODED, body=b"&x&&x=1=2&=&", number=0)
@example(media_type=URLENCODED, body=b"x=%c3%a9+%ff&x=%C3", number=0)
@example(media_type=URLENCODED, body=b"x=1&x=2", number=1)
def test_an_urlencoded_form_is_the_same_in_one_message(asking, apps, media_type, body, number):
    assert asking.is_same(apps[number], media_type, body)


# What is read at once


def lines(*texts):
    return "\r\n".join(texts).encode()


CHROME = "----WebKitFormBoundary7MA4YWxkTrZu0gW_"
FIREFOX = "----geckoformboundary5b1c4a1ef2b3e5dd3ac1a4fa1f2e0a63"
OLD_FIREFOX = "---------------------------9051914041544843365972754266"
CURL = "------------------------d74496d66958873e"
REQUESTS = "0ca8a7a6fd1b4b9a8dc1a1e0c5d8a5e4"
GO = "6d0d8b1e9a3c5f7e2b4a6c8d0e1f3a5b7c9d1e3f5a7b9c1d3e5f7a9b1c3d"
UNDICI = "----formdata-undici-054713259287"
SWIFT = "Boundary-6F1A2B3C-0D4E-4F5A-8B6C-7D8E9F0A1B2C"
NAMED = 'Content-Disposition: form-data; name="x"'
A_FILE = 'Content-Disposition: form-data; name="file"; filename="é 1.png"'


@pytest.mark.parametrize("path", ["/read", "/take"])
@pytest.mark.parametrize(
    ("boundary", "end"),
    [
        *((boundary, "--\r\n") for boundary in (CHROME, FIREFOX, OLD_FIREFOX, CURL, REQUESTS, GO)),
        *((boundary, "--") for boundary in (UNDICI, SWIFT)),
        (f'"{SWIFT}"', "--\r\n"),
    ],
)
def test_what_clients_send_is_read_at_once(asking, parsers, path, boundary, end):
    line = "--" + boundary.strip('"')
    body = lines(line, NAMED, "", "é", line, A_FILE, "Content-Type: image/png", "", "1", line) + (
        end.encode()
    )
    media_type = f"multipart/form-data; boundary={boundary}".encode()
    status, _, seen = asking.ask(asking.app({}), path, media_type, messages_of(body))
    assert status == 200
    assert not parsers
    assert asking.ask(asking.app({}), path, media_type, messages_of(body, IN_TWO))[2] == seen
    assert len(parsers) == 1


def test_what_the_test_client_sends_is_read_at_once(client_for, parsers):
    client = client_for(List[UploadFile], seen=lambda files: [one.filename for one in files])
    files = [("x", ("a.txt", b"1", "text/plain")), ("x", ("é.bin", b"2"))]
    sent = client.post("/", files=files, data={"y": ["1", "é"], "z": ""})
    assert sent.json() == ["a.txt", "é.bin"]
    assert not parsers


@pytest.mark.parametrize(
    ("limits", "body"),
    [
        ({"max_fields": 1, "max_files": 1}, FIELD + FILE + END),
        ({"max_part_size": 1}, FIELD + FILE + END),
        ({"max_file_size": 3, "media_types": ["text/*"]}, FIELD + FILE + END),
        ({}, FILE * ROOMY_FILES + END),
        ({}, FIELD * 1000 + END),
        ({}, FIELD + b"--b--"),
        ({}, FIELD.replace(b"1", b"\r\n--c\r\n-") + END),
    ],
)
def test_what_is_within_the_limits_is_read_at_once(asking, parsers, limits, body):
    app = asking.app(limits)
    assert asking.ask(app, "/read", MEDIA_TYPE, messages_of(body))[0] == 200
    assert not parsers
    assert asking.is_same(app, MEDIA_TYPE, body)


@pytest.mark.parametrize(
    ("limits", "body", "status"),
    [
        ({"max_file_size": 2}, FIELD + FILE + END, 413),
        ({"media_types": ["image/*"]}, FIELD + FILE + END, 415),
        ({"max_file_size": 2}, FIELD + FILE.replace(b'"f"', b'""') + END, 413),
    ],
)
def test_a_file_that_is_not_accepted_is_refused_at_once(asking, parsers, limits, body, status):
    app = asking.app(limits)
    assert asking.ask(app, "/read", MEDIA_TYPE, messages_of(body))[0] == status
    assert not parsers
    assert asking.is_same(app, MEDIA_TYPE, body)


def of_size(size):
    """Return a form of so many bytes with a file."""
    rest = len(FILE + END)
    return FILE.replace(b"\r\n\r\n123", b"\r\n\r\n123" + b"-" * (size - rest)) + END


@pytest.mark.parametrize(
    ("limits", "body", "status"),
    [
        ({}, FILE * (ROOMY_FILES + 1) + END, 200),
        ({"max_files": 1}, FILE * 2 + END, 413),
        ({"max_fields": 1}, FIELD * 2 + END, 413),
        ({}, FIELD * 1001 + END, 413),
        ({"max_part_size": 0}, FIELD + END, 413),
        ({}, of_size(MEBIBYTE + 1), 200),
        ({}, FIELD, 400),
        ({}, FIELD + b"--b", 400),
        ({}, FIELD + FIELD[:20], 400),
        ({}, FIELD + END + b"\r\n", 200),
        ({}, b"\r\n" + FIELD + END, 200),
        ({}, b"--b\r\nX: y\r\n" + FIELD[5:] + END, 200),
        ({}, FIELD.replace(b'"x"', b"x") + END, 200),
        ({}, FIELD.replace(b"x", b'\\"') + END, 200),
        ({}, FILE.replace(b'="f"', b"*=utf-8''f") + END, 200),
        ({}, FIELD.replace(b"\r\n", b"\n") + END, 400),
        ({}, FIELD.replace(b"1", b"\xff") + END, 200),
        ({}, FIELD.replace(b"x", b"\xff") + END, 200),
        ({}, FILE.replace(b'"f"', b'"\xff"') + END, 200),
        ({}, FIELD.replace(b"x", b"x" * 1000) + END, 200),
        ({}, FIELD.replace(b"1", b"1\r\n--bb") + END, 200),
        ({}, b"", 200),
        ({}, END, 200),
    ],
)
def test_what_is_unusual_or_over_a_limit_is_read_part_by_part(
    asking, parsers, limits, body, status
):
    app = asking.app(limits)
    assert asking.ask(app, "/read", MEDIA_TYPE, messages_of(body))[0] == status
    assert len(parsers) == 1
    assert asking.is_same(app, MEDIA_TYPE, body)


@pytest.mark.parametrize(
    "media_type",
    [MEDIA_TYPE + b"; charset=latin-1", b"multipart/form-data; boundary=" + b"b" * 71, b"x"],
)
def test_of_an_unusual_media_type_nothing_is_received_in_vain(asking, parsers, media_type):
    asking.ask(asking.app({}), "/read", media_type, messages_of(FIELD + END))
    assert len(parsers) == (media_type != b"x")


@pytest.mark.parametrize(
    ("limits", "body", "count"),
    [
        ({}, b"x=1&x=+%C3%A9%2B&y==", 0),
        ({"max_fields": 2, "max_part_size": 7}, b"x=1&y=2", 0),
        ({}, b"&".join([b"x="] * 1000), 0),
        ({"max_fields": 1}, b"x=1&y=2", 1),
        ({"max_part_size": 6}, b"x=1&y=2", 1),
        ({}, b"x=1;y=2", 1),
        ({}, b"x=1&y", 1),
        ({}, b"x=1&", 1),
        ({}, "x=é".encode(), 1),
        ({}, b"x=" + b"-" * MEBIBYTE, 1),
        ({}, b"&".join([b"x="] * 1001), 1),
    ],
)
def test_an_urlencoded_form_is_read_at_once_if_it_is_usual(asking, parsers, limits, body, count):
    app = asking.app(limits)
    asking.ask(app, "/read", URLENCODED, messages_of(body))
    assert len(parsers) == count
    assert asking.is_same(app, URLENCODED, body)


def test_files_have_room_as_their_parser_says(asking, parsers, monkeypatch):
    name = "spool_max_size" if hasattr(formparsers.MultiPartParser, "spool_max_size") else ""
    monkeypatch.setattr(formparsers.MultiPartParser, name or "max_file_size", LITTLE_ROOM)
    app = asking.app({})
    small = asking.ask(app, "/take", MEDIA_TYPE, messages_of(of_size(LITTLE_ROOM)))
    assert small[2][0][1][0]["file"][1:3] == (False, LITTLE_ROOM)
    assert not parsers
    large = asking.ask(app, "/take", MEDIA_TYPE, messages_of(of_size(LITTLE_ROOM + 200)))
    assert large[2][0][1][0]["file"][1:3] == (True, LITTLE_ROOM)


def test_without_the_parser_no_form_is_read(asking, monkeypatch):
    app = asking.app({})
    monkeypatch.setattr(formparsers, "multipart", None)
    monkeypatch.setattr("etude._starlette._IS_INSTALLED", False)
    for arrival in (WHOLE, IN_TWO):
        with pytest.raises(AssertionError, match="must be installed"):
            asking.ask(app, "/read", MEDIA_TYPE, messages_of(FIELD + END, arrival))


def test_bytes_of_another_type_are_read_part_by_part(asking, parsers):
    body = bytearray(FIELD + FILE + END)
    assert asking.ask(asking.app({}), "/read", MEDIA_TYPE, messages_of(body))[0] == 200
    assert len(parsers) == 1


# The request around a form


@pytest.fixture(params=[WHOLE, IN_TWO])
def send(request, exchange):
    """A function that sends a form, once as one message and once as two, and what comes behind."""

    def send_(app, body=FIELD + FILE + END, *further):
        messages = [*messages_of(body, request.param), *further]
        headers = [(b"content-type", MEDIA_TYPE)]
        answer = exchange(app, "/", method="POST", headers=headers, messages=messages)
        return answer.status, answer.body

    return send_


def test_a_form_is_received_once(send):
    app, left = Etude(form_limits={"max_files": 1}), {"type": "http.disconnect"}

    @app.post("/")
    async def take(request: Request, x: Annotated[str, Form()]):
        form = await request.form()
        assert form is await request.form()
        with pytest.raises(RuntimeError, match="Stream consumed"):
            await request.body()
        assert await request.receive() is left
        return [x, form["x"]]

    assert send(app, FIELD + FILE + END, left) == (200, b'["1","1"]')


def with_handler(app, change):
    """Let the operations of an application get a request that something was done with."""

    class ChangingRoute(APIRoute):
        def get_route_handler(self):
            handle = super().get_route_handler()

            async def handle_changed(request: Request):
                return await handle(await change(request))

            return handle_changed

    app.router.route_class = ChangingRoute

    @app.post("/")
    async def take(x: Annotated[str, Form()]):
        return x

    return app


async def read_body(request):
    await request.body()
    return request


async def begin_stream(request):
    await request.stream().__anext__()
    return request


class TurnedRequest(Request):
    async def stream(self):
        async for chunk in super().stream():
            yield chunk[::-1]


async def turn(request):
    return TurnedRequest(request.scope, request.receive)


def test_a_body_that_was_read_before_is_a_form_still(send, parsers):
    assert send(with_handler(Etude(), read_body)) == (200, b'"1"')
    assert len(parsers) == 1


def test_a_stream_that_was_begun_goes_on_with_the_form(exchange, parsers):
    messages = [{"type": "http.request", "body": b"-", "more_body": True}]
    messages += messages_of(FIELD + END)
    headers = [(b"content-type", MEDIA_TYPE)]
    app = with_handler(Etude(), begin_stream)
    answer = exchange(app, "/", method="POST", headers=headers, messages=messages)
    assert (answer.status, answer.body) == (200, b'"1"')
    assert not parsers


def test_a_request_that_streams_in_its_own_way_is_asked(send, parsers):
    app = with_handler(Etude(), turn)
    assert send(app, (FIELD + END)[::-1]) == (200, b'"1"')
    assert len(parsers) == 1


def test_middleware_may_change_what_is_received(send):
    app = Etude()

    @app.post("/")
    async def take(x: Annotated[str, Form()]):
        return x

    async def serve(scope, receive, send):
        async def receive_other():
            message = await receive()
            return {**message, "body": message["body"].replace(b"1", b"other")}

        await app(scope, receive_other, send)

    assert send(serve) == (200, b'"other"')


@pytest.mark.parametrize("body", [None, b""])
def test_a_client_that_leaves_is_answered_as_ever(exchange, body):
    app = Etude()

    @app.post("/")
    async def take(x: Annotated[str, Form()]):
        """Never runs."""

    begin = [] if body is None else [{"type": "http.request", "body": body, "more_body": True}]
    messages = [*begin, {"type": "http.disconnect"}]
    headers = [(b"content-type", MEDIA_TYPE)]
    answer = exchange(app, "/", method="POST", headers=headers, messages=messages)
    assert answer.status == 400


def test_a_file_grows_onto_the_disk_and_is_closed_at_the_end(send):
    app, kept = Etude(), []

    @app.post("/")
    async def take(file: UploadFile):
        kept.append(file)
        first = await file.read()
        await file.write(b"-" * MEBIBYTE)
        assert file.file._rolled
        await file.seek(0)
        assert await file.read() == first + b"-" * MEBIBYTE
        assert file.size == 3 + MEBIBYTE
        return first

    assert send(app) == (200, b'"123"')
    assert kept[0].file.closed
