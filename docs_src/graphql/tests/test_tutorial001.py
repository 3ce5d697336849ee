def test_a_query_is_answered_with_the_fields_that_it_asks_for(client):
    response = client.post("/graphql", json={"query": "{ user { name } }"})

    assert response.status_code == 200
    assert response.json() == {"data": {"user": {"name": "Mina"}}}


def test_an_unknown_field_is_reported_with_status_200(client):
    response = client.post("/graphql", json={"query": "{ user { email } }"})

    assert response.status_code == 200
    assert response.json()["errors"][0]["message"] == "Cannot query field 'email' on type 'User'."


def test_a_browser_gets_a_page_to_try_queries(client):
    response = client.get("/graphql", headers={"Accept": "text/html"})

    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/html")
    assert 'src="https://' in response.text


def test_graphql_is_not_in_the_document(client):
    assert client.get("/openapi.json").json()["paths"] == {}
