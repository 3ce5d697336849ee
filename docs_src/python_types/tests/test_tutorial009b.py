from typing import Optional, get_type_hints


def test_the_name_can_be_left_out(module, capsys):
    module.say_hi()
    module.say_hi(None)
    module.say_hi("Mina")

    assert capsys.readouterr().out == "Hi there\nHi there\nHi Mina\n"


def test_the_type_is_that_of_optional(module):
    assert get_type_hints(module.say_hi)["name"] == Optional[str]
