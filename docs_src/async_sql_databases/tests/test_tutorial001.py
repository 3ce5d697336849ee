NOTE = {"text": "Order seeds", "completed": False}


def test_a_note_is_stored_and_listed(client):
    response = client.post("/notes/", json=NOTE)

    assert response.status_code == 200
    assert response.json() == {**NOTE, "id": 1}
    assert client.get("/notes/").json() == [{**NOTE, "id": 1}]


def test_notes_are_listed_in_the_order_in_which_they_came(client):
    for text in ("Order seeds", "Mend the fence"):
        client.post("/notes/", json={"text": text, "completed": True})

    assert [note["text"] for note in client.get("/notes/").json()] == [
        "Order seeds",
        "Mend the fence",
    ]


def test_a_note_without_text_is_refused(client):
    response = client.post("/notes/", json={"completed": True})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "missing",
                "loc": ["body", "text"],
                "msg": "Field required",
                "input": {"completed": True},
            }
        ]
    }
    assert client.get("/notes/").json() == []
