def test_the_name_is_answered(client):
    response = client.get("/users/me")

    assert response.status_code == 200
    assert response.json() == "Rick"


def test_the_dependency_ends_before_the_answer_is_sent(app, capsys, printed_before_sending):
    assert printed_before_sending(app, "/users/me") == "Closed before the answer is sent\n"
    assert capsys.readouterr().out == ""
