import pytest


def test_adding_a_number_to_a_text_fails_when_it_runs(module):
    with pytest.raises(TypeError, match='can only concatenate str \\(not "int"\\) to str'):
        module.get_name_with_age("Mina", 42)
