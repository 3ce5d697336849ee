import pytest
from pydantic import ValidationError


def test_none_is_accepted(module):
    assert module.User(name="Mina", age=None).age is None


def test_leaving_it_out_is_not(module):
    with pytest.raises(ValidationError) as raised:
        module.User(name="Mina")

    assert [(problem["loc"], problem["type"]) for problem in raised.value.errors()] == [
        (("age",), "missing")
    ]
