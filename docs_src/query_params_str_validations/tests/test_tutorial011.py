def test_a_repeated_parameter_is_a_list(client):
    response = client.get("/items/?q=oak&q=elm")

    assert response.status_code == 200
    assert response.json() == {"q": ["oak", "elm"]}


def test_one_value_is_a_list_of_one(client):
    assert client.get("/items/?q=oak").json() == {"q": ["oak"]}


def test_commas_do_not_split_a_value(client):
    assert client.get("/items/?q=oak,elm").json() == {"q": ["oak,elm"]}


def test_without_values_there_is_no_list(client):
    assert client.get("/items/").json() == {"q": None}
