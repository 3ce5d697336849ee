from datetime import datetime

import pytest
from pydantic import ValidationError


def test_running_it_prints_the_converted_values(capsys, module):
    assert capsys.readouterr().out == (
        "id=123 name='John Doe' signup_ts=datetime.datetime(2024, 5, 6, 7, 8) friends=[1, 2, 3]\n"
        "123\n"
    )


def test_each_value_gets_the_type_of_its_field(module):
    assert module.user.id == 123
    assert module.user.signup_ts == datetime(2024, 5, 6, 7, 8)
    assert module.user.friends == [1, 2, 3]


def test_a_value_that_cannot_be_converted_is_refused(module):
    with pytest.raises(ValidationError) as raised:
        module.User(id="many", friends=[1, "two"])

    problems = [(problem["loc"], problem["type"]) for problem in raised.value.errors()]
    assert problems == [(("id",), "int_parsing"), (("friends", 1), "int_parsing")]


def test_the_error_reads_as_on_the_page(module):
    with pytest.raises(ValidationError) as raised:
        module.User(id="many")

    assert str(raised.value).splitlines()[:3] == [
        "1 validation error for User",
        "id",
        "  Input should be a valid integer, unable to parse string as an integer"
        " [type=int_parsing, input_value='many', input_type=str]",
    ]
