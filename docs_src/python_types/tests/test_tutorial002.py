from typing import get_type_hints

import pytest


def test_running_it_prints_the_full_name(capsys, module):
    assert capsys.readouterr().out == "John Doe\n"


def test_the_hints_say_that_both_names_are_text(module):
    assert get_type_hints(module.get_full_name) == {"first_name": str, "last_name": str}


def test_python_itself_does_not_check_the_hints(module):
    with pytest.raises(AttributeError, match="'int' object has no attribute 'title'"):
        module.get_full_name("john", 7)
