import pytest
from etude import BackgroundTasks, Depends, Etude
from etude.testclient import TestClient


@pytest.fixture
def client(module):
    app = Etude()

    @app.get("/open")
    async def read_open(db=Depends(module.get_db)):
        print(f"used {type(db).__name__}")
        return "done"

    @app.get("/fails")
    async def fail(db=Depends(module.get_db)):
        raise ZeroDivisionError

    @app.get("/tasks")
    async def add_task(tasks: BackgroundTasks, db=Depends(module.get_db)):
        tasks.add_task(print, "task done")

    @app.get("/tasks-early")
    async def add_task_early(tasks: BackgroundTasks, db=Depends(module.get_db, scope="function")):
        tasks.add_task(print, "task done")

    return TestClient(app, raise_server_exceptions=False)


def test_the_session_is_closed_after_its_use(client, capsys):
    assert client.get("/open").json() == "done"
    assert capsys.readouterr().out.splitlines() == ["used DBSession", "session closed"]


def test_the_session_is_closed_when_the_operation_fails(client, capsys):
    assert client.get("/fails").status_code == 500
    assert capsys.readouterr().out.splitlines() == ["session closed"]


@pytest.mark.parametrize(
    ("path", "printed"),
    [
        ("/tasks", ["task done", "session closed"]),
        ("/tasks-early", ["session closed", "task done"]),
    ],
)
def test_the_scope_decides_what_comes_first(client, capsys, path, printed):
    assert client.get(path).status_code == 200
    assert capsys.readouterr().out.splitlines() == printed
