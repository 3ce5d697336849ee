import pytest

from etude.cli.discovery import find, made
from etude.cli.targets import DiscoveryError, Search


def test_the_application_takes_its_name_from_the_environment(module, monkeypatch):
    monkeypatch.setenv("SHOP_NAME", "Corner shop")

    assert module.create_app().title == "Corner shop"


def test_the_application_answers(client):
    assert client.get("/").json() == {"shop": "Shop"}


def test_the_command_needs_to_be_told_that_it_is_a_factory(form):
    example, _ = form

    with pytest.raises(DiscoveryError, match="add --factory"):
        find(Search(example.topic, "tutorial003.py", app_name="create_app"))
    found = find(Search(example.topic, "tutorial003:create_app", factory=True))
    assert found.factory
    assert made(found).title == "Shop"
