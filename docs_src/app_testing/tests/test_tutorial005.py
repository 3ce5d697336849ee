import pytest
from etude.testclient import TestClient


def test_the_count_of_visits_is_kept_in_a_cookie(client):
    assert [client.get("/").json() for _ in range(2)] == [{"visits": 1}, {"visits": 2}]
    assert client.cookies["visits"] == "2"


def test_the_old_address_leads_to_the_new_one(client):
    response = client.get("/old")

    assert response.url.path == "/"
    assert [step.status_code for step in response.history] == [307]


def test_an_error_is_raised_unless_the_client_is_told_otherwise(app, client):
    photo = {"file": ("photo.jpg", b"\xff\xd8")}

    with pytest.raises(UnicodeDecodeError):
        client.post("/files/", files=photo)
    quiet = TestClient(app, raise_server_exceptions=False)
    assert quiet.post("/files/", files=photo).status_code == 500


def test_without_a_file_there_is_nothing_to_count(client):
    response = client.post("/files/")

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "file"]
