import pytest


@pytest.mark.parametrize("host", ["example.com", "api.example.com", "api.example.com:8000"])
def test_a_known_host_is_answered(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["example.org", "example.com.evil.org"])
def test_any_other_host_is_refused(client, host):
    response = client.get("/", headers={"Host": host})

    assert response.status_code == 400
    assert response.text == "Invalid host header"
