import pytest


def test_none_is_a_value_like_others(module, capsys):
    module.say_hi(name=None)

    assert capsys.readouterr().out == "Hi None\n"


def test_the_name_cannot_be_left_out(module):
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        module.say_hi()
