HELLO = {"description": "A greeting", "data": "aGVsbG8="}


def test_base64_in_a_body_becomes_bytes(client):
    response = client.post("/data", json=HELLO)

    assert response.status_code == 200
    assert response.json() == {"description": "A greeting", "content": "hello"}


def test_bytes_in_an_answer_become_base64(client):
    assert client.get("/data").json() == HELLO


def test_a_model_can_do_both(client):
    assert client.post("/data-in-out", json=HELLO).json() == HELLO


def test_what_is_no_base64_is_refused(client):
    response = client.post("/data", json={**HELLO, "data": "a+b?"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == "bytes_invalid_encoding"
    assert response.json()["detail"][0]["loc"] == ["body", "data"]


def test_both_alphabets_are_read_and_the_one_for_urls_is_written(client):
    for text in ("+/8=", "-_8="):
        response = client.post("/data-in-out", json={"description": "Two bytes", "data": text})

        assert response.json() == {"description": "Two bytes", "data": "-_8="}


def test_the_document_says_that_the_text_is_base64(app):
    schemas = app.openapi()["components"]["schemas"]

    for name in ("DataInput", "DataOutput", "DataInputOutput"):
        assert schemas[name]["properties"]["data"]["contentEncoding"] == "base64"
