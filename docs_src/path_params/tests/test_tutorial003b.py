def test_the_first_of_two_functions_for_one_path_answers(client):
    response = client.get("/users")

    assert response.status_code == 200
    assert response.json() == ["Amina", "Jonas"]
