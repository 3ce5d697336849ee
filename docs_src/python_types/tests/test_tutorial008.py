from typing import get_type_hints


def test_keys_are_text_and_values_are_numbers(module, capsys):
    module.process_items({"lamp": 35.5, "chair": 80})

    assert capsys.readouterr().out == "Lamp: 35.50\nChair: 80.00\n"


def test_the_first_type_is_that_of_the_keys(module):
    assert get_type_hints(module.process_items)["prices"].__args__ == (str, float)
