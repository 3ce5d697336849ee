import importlib
import json
import runpy
from types import SimpleNamespace

import pytest

from etude.testclient import TestClient


@pytest.fixture
def generated(folder):
    """The module that the stored client is."""
    names = {"__name__": "client"}
    text = (folder / "tutorial005_client.txt").read_text(encoding="utf-8")
    exec(compile(text, "client.py", "exec"), names)
    return SimpleNamespace(**names)


@pytest.fixture
def shop(generated):
    """The generated client, connected to the app of tutorial003."""
    app = importlib.import_module("docs_src.generate_clients.tutorial003").app
    return generated.Client(TestClient(app))


def test_the_script_prints_the_stored_client(form, folder, capsys):
    example, form = form
    runpy.run_path(str(example.forms[form]), run_name="__main__")

    stored = (folder / "tutorial005_client.txt").read_text(encoding="utf-8")
    assert capsys.readouterr().out == stored


def test_the_client_calls_the_operations(shop):
    assert shop.items_create_item({"name": "Kettle", "price": 42}) == {"message": "Kettle received"}
    assert shop.items_get_items()[1] == {"name": "Teapot", "price": 18.5}
    assert shop.users_create_user({"username": "amina", "email": "amina@example.com"}) == {
        "message": "Welcome, amina"
    }


def test_an_error_of_the_app_is_raised(shop):
    with pytest.raises(Exception, match="422"):
        shop.items_create_item({"name": "Kettle"})


def test_a_renamed_field_changes_the_client(module, folder):
    text = (folder / "openapi.json").read_text(encoding="utf-8")
    renamed = module.generate(json.loads(text.replace('"price"', '"amount"')))

    assert "class Item(TypedDict):\n    name: str\n    amount: float\n" in renamed
