from typing import get_type_hints


def test_it_returns_what_it_gets(module):
    assert module.get_items("a", 1, 2.5, True, b"x") == ("a", 1, 2.5, True, b"x")


def test_the_hints_are_the_types_themselves(module):
    assert list(get_type_hints(module.get_items).values()) == [str, int, float, bool, bytes]
