"""Promises about the document that an application keeps."""

import pytest

from etude import APIRouter, Etude
from etude.testclient import TestClient

OWN = {"openapi": "3.1.0", "info": {"title": "own", "version": "1"}, "paths": {}}


@pytest.mark.parametrize("is_built_before", [True, False])
def test_a_document_that_was_assigned_stays_when_routes_are_added(is_built_before):
    app, router = Etude(), APIRouter()
    app.include_router(router)
    if is_built_before:
        app.openapi()
    app.openapi_schema = OWN
    router.get("/late")(lambda: 1)
    assert app.openapi() is OWN
    assert TestClient(app).get("/openapi.json").json() == OWN


def test_a_document_of_its_own_is_made_anew_when_routes_are_added_or_when_it_is_told_so():
    app = Etude()
    first = app.openapi()
    assert app.openapi() is first
    app.get("/late")(lambda: 1)
    assert list(app.openapi()["paths"]) == ["/late"]
    app.openapi_schema = OWN
    app.openapi_schema = None
    assert list(app.openapi()["paths"]) == ["/late"]


def test_a_docstring_is_cut_wherever_a_line_has_its_form_feed():
    app = Etude()

    @app.get("/")
    def read():
        """First.

        Second.
        \f Hidden.
        """

    assert app.openapi()["paths"]["/"]["get"]["description"] == "First.\n\nSecond."
