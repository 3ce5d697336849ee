def test_a_folder_is_answered_with_its_index(client):
    response = client.get("/")

    assert response.status_code == 200
    assert "The bookshop at the harbour" in response.text


def test_operations_that_come_before_the_mount_are_reached(client):
    assert client.get("/hours").json() == {"monday": "9 to 17"}


def test_a_missing_page_has_a_page_of_its_own(client):
    response = client.get("/opening-hours")

    assert response.status_code == 404
    assert "No such page" in response.text
