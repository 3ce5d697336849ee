import runpy

import uvicorn


def test_the_operation_answers(client):
    assert client.get("/").json() == {"hello": "world"}


def test_running_the_file_starts_a_server(module, monkeypatch):
    started = []
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: started.append(options))

    runpy.run_path(module.__file__, run_name="__main__")

    assert started == [{"host": "127.0.0.1", "port": 8000}]
