def test_one_application_has_its_document_in_two_versions(client):
    default = client.get("/openapi.json").json()
    older = client.get("/openapi-3.0.json").json()

    assert (default["openapi"], older["openapi"]) == ("3.1.0", "3.0.3")
    assert default["paths"].keys() == older["paths"].keys() == {"/parcels/"}
    note = {
        document["openapi"]: document["components"]["schemas"]["Parcel"]["properties"]["note"]
        for document in (default, older)
    }
    assert note["3.1.0"] == {"anyOf": [{"type": "string"}, {"type": "null"}], "title": "Note"}
    assert note["3.0.3"] == {"type": "string", "nullable": True, "title": "Note"}


def test_the_price_depends_on_the_weight(client):
    assert client.post("/parcels/", json={"weight": 1}).json() == {"price": 6}
