import pytest
from pydantic import TypeAdapter
from pydantic.errors import PydanticUserError


def test_the_body_is_a_dict_with_checked_keys(client):
    response = client.post("/points/", json={"x": 3, "y": "4"})

    assert response.status_code == 200
    assert response.json() == {"distance": 5.0}


def test_a_missing_key_is_refused(client):
    response = client.post("/points/", json={"x": 3})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {"type": "missing", "loc": ["body", "y"], "msg": "Field required", "input": {"x": 3}}
        ]
    }


def test_the_class_of_typing_is_refused_before_python_3_12(form):
    import sys
    from typing import TypedDict

    plain = TypedDict("plain", {"x": float})
    if sys.version_info >= (3, 12):
        assert TypeAdapter(plain).validate_python({"x": 1}) == {"x": 1.0}
        return
    with pytest.raises(PydanticUserError, match="typing_extensions.TypedDict"):
        TypeAdapter(plain)
