import runpy

import pytest


@pytest.fixture
def run(form, capsys):
    """Run the script and return what it prints."""
    example, form = form

    def run():
        runpy.run_path(str(example.forms[form]), run_name="__main__")
        return capsys.readouterr().out

    return run


def test_the_value_of_the_variable_is_greeted(run, monkeypatch):
    monkeypatch.setenv("MY_NAME", "Amina")

    assert run() == "Hello Amina from Python\n"


def test_without_the_variable_the_default_is_greeted(run, monkeypatch):
    monkeypatch.delenv("MY_NAME", raising=False)

    assert run() == "Hello World from Python\n"


def test_an_empty_variable_is_a_value(run, monkeypatch):
    monkeypatch.setenv("MY_NAME", "")

    assert run() == "Hello  from Python\n"
