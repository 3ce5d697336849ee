def test_a_deprecated_operation_is_marked(app):
    paths = app.openapi()["paths"]

    assert paths["/elements/"]["get"]["deprecated"] is True
    assert "deprecated" not in paths["/items/"]["get"]


def test_it_still_answers(client):
    assert client.get("/elements/").json() == [{"item_id": "lamp"}]
