import gzip

import pytest

GZIP = {"Content-Encoding": "gzip", "Content-Type": "application/json"}


def test_a_compressed_body_is_inflated(client):
    response = client.post("/sum", content=gzip.compress(b"[1, 2, 3]"), headers=GZIP)

    assert response.status_code == 200
    assert response.json() == {"sum": 6}


def test_a_plain_body_is_read_as_before(client):
    assert client.post("/sum", json=[1, 2, 3]).json() == {"sum": 6}


def test_what_was_inflated_is_checked(client):
    response = client.post("/sum", content=gzip.compress(b'["one"]'), headers=GZIP)

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", 0]


@pytest.mark.parametrize(
    "body, status, detail",
    [
        (b"[1, 2, 3]", 400, "The body is not gzip"),
        (gzip.compress(b" " * 1_000_001), 413, "The inflated body is too large"),
    ],
    ids=["not gzip", "too large"],  # gzip holds the time, and all workers must find the same names
)
def test_a_body_that_cannot_be_inflated_is_refused(client, body, status, detail):
    response = client.post("/sum", content=body, headers=GZIP)

    assert response.status_code == status
    assert response.json() == {"detail": detail}
