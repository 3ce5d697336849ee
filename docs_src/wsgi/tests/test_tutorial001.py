def test_flask_answers_below_its_path(client):
    response = client.get("/v1/")

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.text == "Hello, World from Flask!"


def test_flask_reads_the_query_by_itself(client):
    assert client.get("/v1/?name=<b>").text == "Hello, &lt;b&gt; from Flask!"


def test_the_operation_is_reached_beside_it(client, app):
    assert client.get("/v2").json() == {"message": "Hello from Etude"}
    assert list(app.openapi()["paths"]) == ["/v2"]


def test_what_flask_does_not_know_is_answered_by_flask(client):
    response = client.get("/v1/nowhere")

    assert response.status_code == 404
    assert response.headers["content-type"] == "text/html; charset=utf-8"
