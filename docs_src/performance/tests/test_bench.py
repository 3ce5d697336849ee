import re
import sys

import pytest


@pytest.fixture
def application(monkeypatch, tmp_path):
    (tmp_path / "measured_app.py").write_text(
        "from etude import Etude\n"
        "app = Etude()\n"
        "@app.get('/items/')\n"
        "def read_items(limit: int = 1):\n"
        "    return {'limit': limit}\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield "measured_app:app"
    sys.modules.pop("measured_app", None)


def test_each_path_is_reported_with_its_status(module, application, capsys):
    module.main([application, "/items/", "/items/?limit=x", "/nowhere", "--requests", "2"])

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["/items/", "200"],
        ["/items/?limit=x", "422"],
        ["/nowhere", "404"],
    ]
    assert all(re.search(r"  \d+\.\d microseconds$", line) for line in lines)


def test_without_a_path_it_says_what_is_missing(module, application, capsys):
    with pytest.raises(SystemExit, match="2"):
        module.main([application])

    assert "paths" in capsys.readouterr().err
