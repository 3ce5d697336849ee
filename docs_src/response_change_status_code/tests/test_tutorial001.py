def test_a_task_that_is_there_keeps_the_declared_status(client):
    response = client.put("/get-or-create-task/water")

    assert response.status_code == 200
    assert response.json() == "Water the plants"


def test_a_new_task_changes_the_status(client):
    response = client.put("/get-or-create-task/sweep")

    assert response.status_code == 201
    assert response.json() == "A new task"


def test_the_next_request_has_the_declared_status_again(client):
    client.put("/get-or-create-task/sweep")

    assert client.put("/get-or-create-task/sweep").status_code == 200
