import json

import pytest

from docs_src.command_line.app03 import test_contract


def test_the_application_answers(client):
    assert client.get("/items/").json() == {"lamps": 4, "desks": 1}


def test_the_contract_fails_when_a_field_is_renamed(form, monkeypatch, tmp_path):
    example, current = form
    stored = (example.forms[current] / "openapi.json").read_text(encoding="utf-8")
    published = json.loads(stored.replace('"lamps"', '"lights"'))
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(published), encoding="utf-8")
    monkeypatch.setattr(test_contract, "PUBLISHED", file)

    with pytest.raises(AssertionError, match=r"response 200\.lights: is gone"):
        test_contract.test_clients_of_the_published_version_still_work()
