ADDRESS = "/items/4f6d9c1e-52c7-4f0e-9d3a-2b1f0f7a6c11"
PLAN = {
    "start_datetime": "2026-05-04T08:00:00+00:00",
    "end_datetime": "2026-05-04T17:30:00+00:00",
    "process_after": "PT1H30M",
}


def test_each_value_is_an_object_of_python_that_can_be_reckoned_with(client):
    response = client.put(ADDRESS, json={**PLAN, "repeat_at": "22:15"})

    assert response.status_code == 200
    assert response.json() == {
        "item_id": "4f6d9c1e-52c7-4f0e-9d3a-2b1f0f7a6c11",
        "start_datetime": "2026-05-04T08:00:00+00:00",
        "end_datetime": "2026-05-04T17:30:00+00:00",
        "process_after": 5400.0,
        "repeat_at": "22:15:00",
        "start_process": "2026-05-04T09:30:00+00:00",
        "duration": 28800.0,
    }


def test_a_duration_may_be_a_number_of_seconds(client):
    response = client.put(ADDRESS, json={**PLAN, "process_after": 300})

    assert response.json()["start_process"] == "2026-05-04T08:05:00+00:00"
    assert response.json()["repeat_at"] is None


def test_what_is_no_uuid_or_no_time_is_refused(client):
    response = client.put("/items/12", json={**PLAN, "end_datetime": "tomorrow"})

    assert response.status_code == 422
    assert [error["loc"] for error in response.json()["detail"]] == [
        ["path", "item_id"],
        ["body", "end_datetime"],
    ]


def test_the_document_names_the_formats(app):
    document = app.openapi()
    path_id = document["paths"]["/items/{item_id}"]["put"]["parameters"][0]["schema"]
    (body,) = (
        schema
        for name, schema in document["components"]["schemas"].items()
        if name.startswith("Body_")
    )

    assert path_id["format"] == "uuid"
    assert body["properties"]["start_datetime"]["format"] == "date-time"
    assert body["properties"]["process_after"]["format"] == "duration"
