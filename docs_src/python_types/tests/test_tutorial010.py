import pytest


def test_the_argument_is_an_instance_of_the_class(module):
    assert module.get_person_name(module.Person("Mina")) == "Mina"


def test_the_class_itself_is_not_an_instance(module):
    with pytest.raises(AttributeError):
        module.get_person_name(module.Person)
