from typing_extensions import get_type_hints


def test_python_ignores_the_metadata(module):
    assert module.say_hello("Mina") == "Hello Mina"
    assert get_type_hints(module.say_hello)["name"] is str


def test_a_library_can_read_the_metadata(module):
    hint = get_type_hints(module.say_hello, include_extras=True)["name"]

    assert hint.__metadata__ == ("the name on the door sign",)
