def test_a_computed_field_is_sent(client):
    assert client.get("/boxes/1").json() == {"width": 30, "height": 20, "area": 600}


def test_it_is_not_read_from_clients(client):
    response = client.put("/boxes/1", json={"width": 2, "height": 3, "area": 99})

    assert response.json() == {"width": 2, "height": 3, "area": 6}


def test_the_document_has_it_on_the_way_out_only(app):
    schemas = app.openapi()["components"]["schemas"]

    assert list(schemas["Box-Input"]["properties"]) == ["width", "height"]
    assert schemas["Box-Output"]["properties"]["area"]["readOnly"] is True


def test_a_box_that_is_not_there_is_not_found(client):
    response = client.get("/boxes/2")

    assert response.status_code == 404
    assert response.json() == {"detail": "Box not found"}
