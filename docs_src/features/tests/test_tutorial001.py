from datetime import date

from typing_extensions import get_type_hints


def test_the_model_has_typed_attributes(module):
    assert module.member.name == "Mina Okafor"
    assert module.member.joined == date(2021, 3, 14)


def test_the_function_takes_text(module):
    assert module.main("mina") == "MINA"
    assert get_type_hints(module.main) == {"user_id": str}
