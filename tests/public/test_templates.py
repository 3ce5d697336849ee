"""Promises about templates of Jinja in an application."""

import jinja2
import pytest

from etude import Etude, Request
from etude.responses import HTMLResponse
from etude.templating import Jinja2Templates
from etude.testclient import TestClient


@pytest.fixture
def directory(tmp_path):
    (tmp_path / "page.html").write_text("<b>{{ value }}</b> {{ url_for('read', value='y') }}")
    return tmp_path


@pytest.fixture
def client(directory):
    templates = Jinja2Templates(directory=str(directory))
    app = Etude()

    @app.get("/missing")
    def missing(request: Request):
        return templates.TemplateResponse(request, "none.html")

    @app.get("/{value}", response_class=HTMLResponse)
    def read(request: Request, value: str):
        return templates.TemplateResponse(request, "page.html", {"value": value})

    return TestClient(app)


def test_a_template_is_rendered_with_escaped_values_and_absolute_addresses(client):
    answer = client.get("/<x>")
    assert answer.text == "<b>&lt;x&gt;</b> http://testserver/y"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_test_sees_the_template_and_its_context(client):
    answer = client.get("/x")
    assert answer.template.name == "page.html"
    assert answer.context["value"] == "x"


def test_a_missing_template_is_named(client):
    with pytest.raises(jinja2.TemplateNotFound, match=r"none\.html"):
        client.get("/missing")


def test_templates_need_a_directory_or_an_environment_and_not_both(directory):
    with pytest.raises(AssertionError):
        Jinja2Templates()
    with pytest.raises(AssertionError):
        Jinja2Templates(directory=str(directory), env=jinja2.Environment(autoescape=True))
