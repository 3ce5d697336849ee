import builtins

import pytest


@pytest.fixture
def files(monkeypatch):
    """The files that were opened by name since the test began."""
    opened = []
    real_open = builtins.open

    def remember(path, *arguments, **keywords):
        opened.append(real_open(path, *arguments, **keywords))
        return opened[-1]

    monkeypatch.setattr(builtins, "open", remember)
    return opened


def test_the_file_is_sent_as_csv(client, folder):
    response = client.get("/")

    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content == (folder / "readings.csv").read_bytes()


def test_the_file_is_closed_at_the_end(client, module, files):
    client.get("/")

    assert [file.closed for file in files if file.name == module.PATH] == [True]
