import sys

import pytest

from etude.cli.discovery import find
from etude.cli.targets import Search


def test_a_path_parameter_and_a_query_parameter_are_read(client):
    assert client.get("/").json() == {"message": "Welcome to the shop"}
    assert client.get("/items/3?colour=red").json() == {"item_id": 3, "colour": "red"}


@pytest.mark.parametrize("name", ["main.py", "app.py", "api.py"])
def test_the_file_is_found_by_its_name(form, tmp_path, monkeypatch, name):
    example, current = form
    monkeypatch.delitem(sys.modules, name[:-3], raising=False)  # of another example
    (tmp_path / name).write_bytes(example.forms[current].read_bytes())

    assert find(Search(tmp_path)).import_string == f"{name[:-3]}:app"
