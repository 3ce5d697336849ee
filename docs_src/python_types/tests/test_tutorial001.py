import pytest


def test_running_it_prints_the_full_name(capsys, module):
    assert module.get_full_name("john", "doe") == "John Doe"
    assert capsys.readouterr().out == "John Doe\n"


def test_without_hints_a_wrong_argument_is_noticed_deep_inside(module):
    with pytest.raises(AttributeError, match="'int' object has no attribute 'title'"):
        module.get_full_name("john", 7)
