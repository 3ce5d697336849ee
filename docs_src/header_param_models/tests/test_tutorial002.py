import pytest


@pytest.fixture(autouse=True)
def nothing_of_the_client(client):
    for name in ("accept", "accept-encoding", "connection", "user-agent"):
        del client.headers[name]


def test_the_known_headers_are_read(client):
    assert client.get("/items/", headers={"save-data": "on"}).json()["save_data"] is True


def test_any_other_header_is_refused(client):
    response = client.get("/items/", headers={"save-data": "on", "tool": "chisel"})

    assert response.status_code == 422
    assert response.json() == {
        "detail": [
            {
                "type": "extra_forbidden",
                "loc": ["header", "tool"],
                "msg": "Extra inputs are not permitted",
                "input": "chisel",
            }
        ]
    }
