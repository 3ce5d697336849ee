import inspect


def test_the_operations_are_coroutines(module):
    assert inspect.iscoroutinefunction(module.read_root)
    assert inspect.iscoroutinefunction(module.read_item)


def test_the_root_greets_the_world(client):
    response = client.get("/")

    assert response.status_code == 200
    assert response.json() == {"Hello": "World"}


def test_an_item_shows_its_number_and_the_query(client):
    response = client.get("/items/5?q=somequery")

    assert response.status_code == 200
    assert response.json() == {"item_id": 5, "q": "somequery"}


def test_the_number_of_an_item_must_be_a_number(client):
    assert client.get("/items/foo").status_code == 422
