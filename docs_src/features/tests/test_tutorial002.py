from datetime import date

import pytest
from pydantic import ValidationError


def test_the_keys_become_fields_with_their_types(module):
    assert module.member == module.User(id=4, name="Jonas Weber", joined=date(2022, 11, 30))


def test_a_dict_that_does_not_fit_is_refused(module):
    with pytest.raises(ValidationError) as raised:
        module.User(**{"id": "four", "name": "Jonas Weber"})

    problems = {problem["loc"]: problem["type"] for problem in raised.value.errors()}
    assert problems == {("id",): "int_parsing", ("joined",): "missing"}
