"""Promises about forms that are too large, or no forms at all."""

from typing import Dict, List, Optional

import pytest
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser
from typing_extensions import Annotated

from etude import APIRouter, Etude, Form, Request
from etude._starlette import _check_limits
from etude.routing import APIRoute
from etude.testclient import TestClient

NAMED = '; name="x"'
FILE = '; name="x"; filename="a"'


def count(values):
    return len(values)


@pytest.fixture
def limited(client_for):
    """A function that returns a client of an operation with a list of fields, within limits."""

    def limited_(**limits):
        return client_for(Annotated[list, Form()], seen=count, form_limits=limits)

    return limited_


def detail(response, status=400):
    assert response.status_code == status, response.text
    return response.json()["detail"]


def excess(response):
    return detail(response, 413)


# The limits


def test_a_thousand_fields_of_a_mebibyte_are_the_most(client_for, urlencoded, multipart):
    client = client_for(Annotated[list, Form()], seen=count)
    most, mebibyte = 1000, 1024 * 1024
    too_many = "Too many fields. Maximum number of fields is 1000."
    for send in (
        lambda number: urlencoded("&".join(["x=1"] * number)),
        lambda number: multipart(*[(NAMED, b"1")] * number),
    ):
        assert client.post("/", **send(most)).json() == most
        assert excess(client.post("/", **send(most + 1))) == too_many
    assert client.post("/", **multipart((NAMED, b"-" * mebibyte))).json() == 1
    assert (
        excess(client.post("/", **multipart((NAMED, b"-" * (mebibyte + 1)))))
        == "Part exceeded maximum size of 1024KB."
    )
    assert (
        excess(client.post("/", **urlencoded("x=" + "-" * (mebibyte + 1))))
        == "Field exceeded maximum size of 1024KB."
    )


def test_a_thousand_files_of_any_size_are_the_most(client_for, multipart):
    client = client_for(List[object], Form(), seen=count)
    assert client.post("/", **multipart((FILE, b"-" * (1024 * 1024 + 1)))).json() == 1
    assert (
        excess(client.post("/", **multipart(*[(FILE, b"")] * 1001)))
        == "Too many files. Maximum number of files is 1000."
    )


@pytest.mark.parametrize(
    ("limits", "text", "message"),
    [
        ({"max_fields": 1}, "x=1&x=2", "Too many fields. Maximum number of fields is 1."),
        ({"max_fields": 0}, "x=1", "Too many fields. Maximum number of fields is 0."),
        ({"max_part_size": 2048}, "x=" + "-" * 3000, "Field exceeded maximum size of 2KB."),
    ],
)
def test_limits_hold_for_urlencoded_forms(limited, urlencoded, limits, text, message):
    assert excess(limited(**limits).post("/", **urlencoded(text))) == message


@pytest.mark.parametrize(
    ("limits", "part", "message"),
    [
        ({"max_fields": 1}, (NAMED, b"1"), "Too many fields. Maximum number of fields is 1."),
        ({"max_files": 0}, (FILE, b""), "Too many files. Maximum number of files is 0."),
        (
            {"max_part_size": 2048},
            (NAMED, b"-" * 3000),
            "Part exceeded maximum size of 2KB.",
        ),
    ],
)
def test_limits_hold_for_multipart_forms(limited, multipart, limits, part, message):
    assert excess(limited(**limits).post("/", **multipart(part, part))) == message


def test_what_is_within_the_limits_is_read(limited, urlencoded, multipart):
    client = limited(max_fields=2, max_files=0, max_part_size=10)
    assert client.post("/", **urlencoded("x=1&x=2")).json() == 2
    assert client.post("/", **multipart((NAMED, b"-" * 10), (NAMED, b"1"))).json() == 2


# Where limits are declared


@pytest.fixture
def nested(urlencoded):
    """A function that tells how many fields each operation of nested layers takes, up to nine."""

    def nested_(app_limits, inclusion_limits, router_limits, own_limits):
        app = Etude(form_limits=app_limits)
        router = APIRouter(form_limits=router_limits)

        @router.post("/", form_limits=own_limits)
        def take(x: Annotated[List[str], Form()]):
            return len(x)

        app.include_router(router, prefix="/a", form_limits=inclusion_limits)
        client = TestClient(app)
        answers = [client.post("/a/", **urlencoded("x=1&" * number)) for number in range(1, 10)]
        long = client.post("/a/", **urlencoded("x=" + "-" * 3000))
        return sum(answer.status_code == 200 for answer in answers), long.status_code

    return nested_


@pytest.mark.parametrize(
    ("layers", "taken"),
    [
        (({"max_fields": 1}, {"max_fields": 2}, {"max_fields": 3}, {"max_fields": 4}), 4),
        (({"max_fields": 1}, {"max_fields": 2}, {"max_fields": 3}, None), 3),
        (({"max_fields": 1}, {"max_fields": 2}, None, {}), 2),
        (({"max_fields": 1}, None, {}, {"max_files": 4}), 1),
        ((None, None, None, None), 9),
    ],
)
def test_the_nearest_limit_counts_key_by_key(nested, layers, taken):
    assert nested(*layers) == (taken, 200)


def test_other_limits_are_inherited(nested):
    assert nested({"max_part_size": 10}, None, None, {"max_fields": 5}) == (5, 413)


@pytest.mark.parametrize(
    "limits",
    [
        {"most": 1},
        {"max_fields": -1},
        {"max_fields": "1"},
        {"max_files": 1.0},
        {"max_files": True},
        {"max_part_size": None},
        [],
        3,
    ],
)
def test_limits_are_checked_where_they_are_declared(limits):
    for declare in (
        lambda: Etude(form_limits=limits),
        lambda: APIRouter(form_limits=limits),
        lambda: Etude().include_router(APIRouter(), form_limits=limits),
        lambda: Etude().post("/", form_limits=limits)(lambda: None),
    ):
        with pytest.raises(ValidationError):
            declare()


@pytest.mark.parametrize("encoding", ["urlencoded", "multipart"])
def test_a_form_that_an_endpoint_reads_itself_has_the_limits_of_its_operation(encoding):
    app = Etude()

    @app.post("/", form_limits={"max_fields": 1, "max_part_size": 100})
    async def take(request: Request):
        return (await request.form()).multi_items()

    @app.post("/own", form_limits={"max_fields": 1})
    async def take_more(request: Request):
        return (await request.form(max_fields=2)).multi_items()

    def post(path, *fields):
        name = "data" if encoding == "urlencoded" else "files"
        pairs = dict(fields) if name == "data" else {key: (None, text) for key, text in fields}
        answer = TestClient(app).post(path, **{name: pairs})
        return answer.status_code, answer.json()

    many = {"detail": "Too many fields. Maximum number of fields is 1."}
    assert post("/", ("a", "1")) == (200, [["a", "1"]])
    assert post("/", ("a", "1"), ("b", "2")) == (413, many)
    assert post("/own", ("a", "1"), ("b", "2")) == (200, [["a", "1"], ["b", "2"]])
    status, refused = post("/", ("a", "-" * 200))
    assert (status, refused["detail"].partition(" ")[2]) == (
        413,
        "exceeded maximum size of 100 bytes.",
    )


@pytest.mark.parametrize(
    ("how", "part"), [("data", "-" * 20), ("files", (None, "-" * 20))], ids=["urlencoded", "parts"]
)
def test_a_size_below_a_kibibyte_is_named_in_bytes(how, part):
    app = Etude()

    @app.post("/", form_limits={"max_part_size": 10})
    def take(a: Annotated[str, Form()]):
        return a

    detail = TestClient(app).post("/", **{how: {"a": part}}).json()["detail"]
    assert detail.partition(" ")[2] == "exceeded maximum size of 10 bytes."


# Old versions of Starlette do not limit urlencoded forms


def test_a_form_within_its_limits_passes():
    _check_limits(FormData([("a", "1")]), {"max_fields": 1, "max_part_size": 2})
    _check_limits(FormData([("a", "1")] * 1000), {})


@pytest.mark.parametrize(
    ("pairs", "limits", "message"),
    [
        ([("a", "1")] * 2, {"max_fields": 1}, "Too many fields. Maximum number of fields is 1."),
        ([("a", "1")] * 1001, {}, "Too many fields. Maximum number of fields is 1000."),
        ([("a", "12345678")], {"max_part_size": 8}, "Field exceeded maximum size of 0KB."),
        ([("abcdefgh", "1")], {"max_part_size": 8}, "Field exceeded maximum size of 0KB."),
        ([("a", "éééé")], {"max_part_size": 8}, "Field exceeded maximum size of 0KB."),
        ([("a", "-" * 1024 * 1024)], {}, "Field exceeded maximum size of 1024KB."),
    ],
)
def test_a_form_over_a_limit_is_refused_as_later_versions_do(pairs, limits, message):
    with pytest.raises(MultiPartException) as caught:
        _check_limits(FormData(pairs), limits)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("text", "status"), [("x=12345678", 413), ("x=1234567", 200), ("abcdefgh=1&x=1", 413)]
)
def test_the_size_of_a_field_is_that_of_its_name_and_its_value(limited, urlencoded, text, status):
    response = limited(max_part_size=8).post("/", **urlencoded(text))
    assert response.status_code == status


def test_the_name_of_a_part_is_no_part_of_its_size(limited, multipart):
    response = limited(max_part_size=8).post("/", **multipart((NAMED, b"12345678")))
    assert response.json() == 1


# Forms that are none


def test_a_multipart_form_without_a_boundary_is_refused(client_for):
    client = client_for(Annotated[str, Form()])
    response = client.post("/", content=b"1", headers={"content-type": "multipart/form-data"})
    assert detail(response) == "Missing boundary in multipart."


@pytest.mark.parametrize("head", ["", '; filename="a"'])
def test_a_part_without_a_name_is_refused(client_for, multipart, head):
    response = client_for(Annotated[str, Form()]).post("/", **multipart((head, b"1")))
    assert detail(response) == 'The Content-Disposition header field "name" must be provided.'


def test_a_body_that_is_no_form_is_refused(client_for, multipart):
    client = client_for(Annotated[str, Form()])
    response = client.post("/", **multipart(end=b"garbage"))
    assert detail(response) == "Invalid multipart data."


@pytest.mark.parametrize("part", [(NAMED, b"1"), (FILE, b"1")])
@pytest.mark.parametrize("end", [b"", b"--lim", b"--limit\r\nContent-Disposition"])
def test_a_form_that_is_cut_off_within_a_part_is_refused(client_for, multipart, part, end):
    client = client_for(Annotated[Optional[str], Form()], None)
    response = client.post("/", **multipart((FILE, b"0"), part, end=end))
    assert detail(response) == "The multipart form ends within a part."


@pytest.mark.parametrize("end", [b"", b"--limit--", b"--limit--\r\n", b"--limit--\r\nmore"])
def test_a_form_without_parts_is_empty(client_for, multipart, end):
    client = client_for(Annotated[Optional[str], Form()], None)
    assert client.post("/", **multipart(end=end)).json() is None


def test_the_parser_of_an_old_starlette_fails_in_its_own_way(client_for, multipart, monkeypatch):
    async def fail(parser):
        raise ValueError("what python-multipart raises")

    monkeypatch.setattr(MultiPartParser, "parse", fail)
    response = client_for(Annotated[str, Form()]).post("/", **multipart((NAMED, b"1"), end=b""))
    assert detail(response) == "Invalid multipart data."


def test_an_old_starlette_is_helped_with_urlencoded_forms(limited, urlencoded, monkeypatch):
    checked = []
    monkeypatch.setattr("etude._starlette._PARSES_WITHIN_LIMITS", False)
    monkeypatch.setattr(
        "etude._starlette._check_limits", lambda form, limits: checked.append(limits)
    )
    limited(max_fields=2).post("/", **urlencoded("x"))
    assert checked == [{"max_fields": 2}]


def test_a_form_that_a_route_has_read_is_not_parsed_again(multipart):
    class Early(APIRoute):
        def get_route_handler(self):
            handle = super().get_route_handler()

            async def read_first(request):
                await request.form()
                return await handle(request)

            return read_first

    app = Etude()
    app.router.route_class = Early

    @app.post("/")
    def take(x: Annotated[str, Form()]):
        return x

    assert TestClient(app).post("/", **multipart((NAMED, b"1"))).json() == "1"


# Which bodies are JSON


class Item(BaseModel):
    name: str


@pytest.fixture
def status_of():
    """A function that tells how an operation of nested layers answers to a body and its type."""

    def status_of_(media_type=None, app=None, router=None, inner=None):
        def layer(value):
            return {} if value is None else {"strict_content_type": value}

        application, outer, innermost = (
            Etude(**layer(app)),
            APIRouter(**layer(router)),
            APIRouter(**layer(inner)),
        )

        @innermost.post("/")
        def take(x: Item, y: Dict[str, int]):
            return x

        outer.include_router(innermost)
        application.include_router(outer)
        headers = {} if media_type is None else {"content-type": media_type}
        content = b'{"x": {"name": "n"}, "y": {}}'
        return TestClient(application).post("/", content=content, headers=headers).status_code

    return status_of_


@pytest.mark.parametrize(
    "media_type",
    ["application/json", "Application/JSON; charset=utf-8", "application/problem+json"],
)
def test_json_is_read_whatever_the_strictness(status_of, media_type):
    assert status_of(media_type) == 200
    assert status_of(media_type, app=False) == 200


@pytest.mark.parametrize("media_type", ["text/json", "text/plain", "application/jsonx", "*/*", "a"])
def test_another_media_type_is_no_json_whatever_the_strictness(status_of, media_type):
    assert status_of(media_type) == 422
    assert status_of(media_type, app=False) == 422


@pytest.mark.parametrize("media_type", [None, ""])
@pytest.mark.parametrize(
    ("layers", "status"),
    [
        ({}, 422),
        ({"app": True}, 422),
        ({"app": False}, 200),
        ({"router": False}, 200),
        ({"inner": False}, 200),
        ({"app": False, "router": True}, 422),
        ({"app": False, "inner": True}, 422),
        ({"app": True, "router": False, "inner": True}, 422),
        ({"router": True, "inner": False}, 200),
    ],
)
def test_a_body_without_a_media_type_is_json_where_the_nearest_layer_says_so(
    status_of, media_type, layers, status
):
    assert status_of(media_type, **layers) == status


def test_an_operation_has_no_strictness_of_its_own():
    with pytest.raises(TypeError, match="unexpected keyword argument 'strict_content_type'"):
        Etude().post("/", strict_content_type=False)
