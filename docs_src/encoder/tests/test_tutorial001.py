import json


def test_what_is_stored_can_be_written_as_json(client, module):
    body = {"title": "Lamp", "timestamp": "2026-05-04T08:00:00"}
    response = client.put("/items/lamp", json=body)

    assert response.status_code == 200
    assert response.json() is None
    assert module.store == {"lamp": {**body, "description": None}}
    assert json.loads(json.dumps(module.store)) == module.store
