import pytest


@pytest.mark.parametrize(
    ("query", "found"),
    [("?q=foobar", True), ("?q=bar", True), ("?q=Bar", False), ("?q=lamp", False), ("", False)],
)
def test_the_checker_looks_for_its_text(client, query, found):
    response = client.get(f"/query-checker/{query}")

    assert response.status_code == 200
    assert response.json() == {"fixed_content_in_query": found}


def test_the_document_shows_the_parameter_of_the_call(app):
    (parameter,) = app.openapi()["paths"]["/query-checker/"]["get"]["parameters"]

    assert (parameter["name"], parameter["required"]) == ("q", False)


def test_other_instances_look_for_other_texts(module):
    assert module.FixedContentQueryChecker("lamp")(q="floor lamp") is True
