def test_the_answer_is_the_object_and_has_the_cookie(client):
    response = client.post("/cookie-and-object/")

    assert response.status_code == 200
    assert response.json() == {"message": "You are logged in"}


def test_scripts_and_plain_http_do_not_see_the_cookie(client):
    response = client.post("/cookie-and-object/")

    assert response.headers["set-cookie"] == (
        "session=k3f9-2207; HttpOnly; Path=/; SameSite=lax; Secure"
    )
