import pytest


def test_each_item_of_the_list_is_text(module, capsys):
    module.process_items(["lamp", "chair"])

    assert capsys.readouterr().out == "LAMP\nCHAIR\n"


def test_an_item_of_another_type_fails_when_it_is_used(module):
    with pytest.raises(AttributeError):
        module.process_items([1])
