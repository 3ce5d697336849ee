def test_the_document_is_written_in_the_words_of_3_0(client):
    document = client.get("/openapi.json").json()

    assert document["openapi"] == "3.0.3"
    parcel = document["components"]["schemas"]["Parcel"]["properties"]
    assert parcel["note"] == {"type": "string", "nullable": True, "title": "Note"}
    assert parcel["weight"]["minimum"] == 0
    assert parcel["weight"]["exclusiveMinimum"] is True
    assert parcel["weight"]["example"] == 1.5


def test_the_version_changes_no_answer(client):
    assert client.post("/parcels/", json={"weight": 2}).json() == {"price": 8}
    assert client.post("/parcels/", json={"weight": 0}).status_code == 422
