def test_http_exceptions_are_reported_and_answered_as_ever(client, capsys):
    response = client.get("/items/3")

    assert response.status_code == 418
    assert response.json() == {"detail": "Nope! I don't like 3."}
    assert capsys.readouterr().out == "/items/3: 418\n"


def test_validation_errors_are_reported_and_answered_as_ever(client, capsys):
    response = client.get("/items/three")

    assert response.status_code == 422
    assert response.json()["detail"][0]["type"] == "int_parsing"
    assert capsys.readouterr().out == "/items/three: 1 wrong\n"
