from typing import Union, get_type_hints


def test_both_types_are_taken(module, capsys):
    module.process_item(3)
    module.process_item("three")

    assert capsys.readouterr().out == "3\nthree\n"


def test_both_spellings_are_one_type(module):
    assert get_type_hints(module.process_item)["item"] == Union[int, str]
