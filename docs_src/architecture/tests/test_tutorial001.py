import re
from pathlib import Path

from etude.testclient import TestClient

ORDER = [
    "middleware begins",
    "dependency begins",
    "dependency of a dependency",
    "endpoint",
    "sends http.response.start",
    "sends http.response.body",
    "background task",
    "dependency ends",
    "middleware ends",
]
PAGE = Path(__file__).parents[3] / "docs" / "en" / "docs" / "architecture.md"


def test_the_answer_holds_the_steps_up_to_the_endpoint(client):
    response = client.get("/trace")

    assert response.status_code == 200
    assert response.json() == ORDER[:4]


def test_the_steps_of_a_request_have_this_order(client, module):
    client.get("/trace")

    assert module.steps == ORDER


def test_a_dependency_that_two_ask_for_runs_once(client, module):
    client.get("/trace")

    assert module.steps.count("dependency begins") == 1


def test_the_dependency_ends_and_the_middleware_does_not_answer_when_something_raises(app, module):
    app.dependency_overrides[module.find_user] = lambda: 1 / 0

    response = TestClient(app, raise_server_exceptions=False).get("/trace")

    assert response.status_code == 500
    assert module.steps == ["middleware begins", "dependency begins", "dependency ends"]


def test_the_diagram_of_the_page_has_the_same_order(form):
    text = PAGE.read_text(encoding="utf-8")
    (diagram,) = re.findall(r"```mermaid\nsequenceDiagram\n(.*?)```", text, re.DOTALL)

    labels = [line.rpartition(": ")[2] for line in diagram.splitlines()]
    assert [label for label in labels if label in ORDER] == ORDER
