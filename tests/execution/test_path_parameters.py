"""Promises about parameters of the path."""

from enum import Enum
from typing import Any, Optional
from uuid import UUID

import pytest
from typing_extensions import Annotated

from etude import Etude, Path, Request
from etude.testclient import TestClient


class Model(str, Enum):
    alex = "alexnet"


def client_for(path, type_, **names):
    """A client of an application with one path parameter `x` of a type."""
    app = Etude()

    @app.get(path)
    def read(x: type_):
        return {"type": type(x).__name__, "value": str(x)}

    return TestClient(app)


@pytest.mark.parametrize(
    ("type_", "sent", "type_name", "value"),
    [
        (str, "a%20b", "str", "a b"),
        (str, "%C3%A9", "str", "é"),
        (Any, "3", "str", "3"),
        (int, "3", "int", "3"),
        (int, "-3", "int", "-3"),
        (int, "4.0", "int", "4"),
        (int, "1_000", "int", "1000"),
        (int, "1" * 25, "int", "1" * 25),
        (float, "3", "float", "3.0"),
        (float, "1e3", "float", "1000.0"),
        (bool, "yes", "bool", "True"),
        (Optional[int], "3", "int", "3"),
        (UUID, "12345678123456781234567812345678", "UUID", str(UUID("1234567812345678" * 2))),
    ],
)
def test_a_path_parameter_arrives_converted(type_, sent, type_name, value):
    answer = client_for("/{x}", type_).get(f"/{sent}").json()
    assert answer == {"type": type_name, "value": value}


@pytest.mark.parametrize("sent", ["4.2", "0x10", "true", "foo"])
def test_what_is_no_integer_is_refused_with_its_location(sent):
    response = client_for("/{x}", int).get(f"/{sent}")
    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "int_parsing",
                "loc": ["path", "x"],
                "msg": "Input should be a valid integer, unable to parse string as an integer",
                "input": sent,
            }
        ]
    }


def test_an_enum_member_arrives_and_not_its_text():
    app = Etude()

    @app.get("/{model}")
    def read(model: Model):
        return model is Model.alex

    client = TestClient(app)
    assert client.get("/alexnet").json() is True
    error = client.get("/alex").json()["detail"][0]
    assert (error["type"], error["ctx"]) == ("enum", {"expected": "'alexnet'"})


def test_an_unannotated_argument_arrives_as_text():
    app = Etude()

    @app.get("/{x}")
    def read(x):
        return x

    assert TestClient(app).get("/3").json() == "3"


def test_an_encoded_slash_counts_as_a_slash():
    assert client_for("/{x}", str).get("/a%2Fb").status_code == 404


def test_a_plain_default_of_a_path_parameter_has_no_effect():
    app = Etude()

    @app.get("/{x}")
    def read(x: int = 3):
        return x

    assert TestClient(app).get("/5").json() == 5


def test_an_alias_binds_an_argument_to_another_name_of_the_path():
    app = Etude()

    @app.get("/{x}")
    def read(y: Annotated[int, Path(alias="x")]):
        return y

    client = TestClient(app)
    assert client.get("/5").json() == 5
    assert client.get("/a").json()["detail"][0]["loc"] == ["path", "x"]


def test_a_parameter_that_no_argument_takes_is_in_the_request():
    app = Etude()

    @app.get("/{x}/{y}")
    def read(request: Request, y: int):
        return [request.path_params, y]

    assert TestClient(app).get("/a/2").json() == [{"x": "a", "y": "2"}, 2]


def test_constraints_of_a_path_parameter_hold():
    error = client_for("/{x}", Annotated[int, Path(gt=3)]).get("/3").json()["detail"][0]
    assert (error["type"], error["ctx"], error["input"]) == ("greater_than", {"gt": 3}, "3")


@pytest.mark.parametrize(
    ("path", "type_", "sent", "type_name", "value"),
    [
        ("/{x:int}", Any, "/7", "int", "7"),
        ("/{x:int}", int, "/7", "int", "7"),
        ("/{x:float}", Any, "/1.5", "float", "1.5"),
        ("/{x:uuid}", Any, f"/{UUID(int=5)}", "UUID", str(UUID(int=5))),
        ("/files/{x:path}", str, "/files/home/x", "str", "home/x"),
        ("/files/{x:path}", str, "/files//home/x", "str", "/home/x"),
        ("/files/{x:path}", str, "/files/", "str", ""),
        ("/f/{x:path}/z", str, "/f/a/b/z", "str", "a/b"),
        ("/{x:str}", str, "/a", "str", "a"),
    ],
)
def test_a_convertor_decides_what_matches(path, type_, sent, type_name, value):
    answer = client_for(path, type_).get(sent).json()
    assert answer == {"type": type_name, "value": value}


def test_what_a_convertor_does_not_take_is_not_found():
    assert client_for("/{x:int}", int).get("/-3").status_code == 404


def test_the_value_of_a_convertor_is_validated_too():
    error = client_for("/{x:int}", str).get("/3").json()["detail"][0]
    assert (error["type"], error["loc"], error["input"]) == ("string_type", ["path", "x"], 3)
