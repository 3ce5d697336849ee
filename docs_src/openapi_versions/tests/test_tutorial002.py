def test_the_items_of_a_stream_have_a_schema_of_their_own(client):
    document = client.get("/openapi.json").json()

    assert document["openapi"] == "3.2.0"
    operation = document["paths"]["/parcels/{parcel_id}/positions"]["get"]
    assert operation["responses"]["200"]["content"] == {
        "application/jsonl": {"itemSchema": {"$ref": "#/components/schemas/Position"}}
    }


def test_positions_come_one_a_line(client):
    assert client.get("/parcels/1/positions").text.splitlines() == [
        '{"latitude":59.33,"longitude":18.07}',
        '{"latitude":57.71,"longitude":11.97}',
    ]


def test_in_3_1_a_stream_is_the_list_of_its_items(app):
    app.openapi_version = "3.1.0"
    operation = app.openapi()["paths"]["/parcels/{parcel_id}/positions"]["get"]
    assert operation["responses"]["200"]["content"]["application/jsonl"]["schema"] == {
        "type": "array",
        "items": {"$ref": "#/components/schemas/Position"},
    }
