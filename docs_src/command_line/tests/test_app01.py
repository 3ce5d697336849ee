import json


def test_the_entry_point_is_found_from_a_directory_inside(form, etude):
    example, current = form

    ended = etude(example.forms[current] / "shop" / "routers", "routes", "--json")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert [row["path"] for row in json.loads(ended.stdout)] == ["/items/", "/static", "/", "/ws"]


def test_the_routes_are_listed_as_the_page_shows(form, etude):
    example, current = form
    project = example.forms[current]

    ended = etude(project, "routes")

    assert ended.stdout == (project / "routes.txt").read_text(encoding="utf-8")


def test_the_application_answers(form, python):
    example, current = form
    program = (
        "from shop.main import app\n"
        "from shop.routers.items import SHOP\n"
        "from etude.testclient import TestClient\n"
        "client = TestClient(app)\n"
        "assert client.get('/').json() == {'message': 'Welcome to the shop'}\n"
        "assert client.get('/items/').json() == {'Lamp': 30, 'Desk': 120}\n"
        "assert client.get('/static/hours.txt').text == 'Opening hours: 9 to 17.\\n'\n"
        "with client.websocket_connect('/ws') as socket:\n"
        "    assert socket.receive_json() == {'Desk': 120}\n"
        "SHOP['is_open'] = False\n"
        "assert client.get('/items/').status_code == 503\n"
    )

    ended = python(example.forms[current], "-c", program)

    assert ended.returncode == 0, ended.stderr
