def test_the_answer_to_a_post_comes_word_by_word_and_says_when_it_is_done(client):
    response = client.post("/chat/stream", json={"text": "good morning"})

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.text == (
        'event: word\ndata: "good"\n\nevent: word\ndata: "morning"\n\nevent: done\ndata: [DONE]\n\n'
    )


def test_a_wrong_body_is_refused_as_everywhere(client):
    response = client.post("/chat/stream", json={})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {"type": "missing", "loc": ["body", "text"], "msg": "Field required", "input": {}}
        ]
    }
