def test_the_export_has_a_line_for_each_hour(client):
    assert client.get("/readings/export").text.splitlines()[:2] == ["hour,degrees", "0,12"]


def test_head_is_answered_by_its_own_operation(client):
    response = client.head("/readings/export")

    assert (response.status_code, response.headers["x-total-count"]) == (200, "24")
    assert "content-length" not in response.headers


def test_options_is_answered_by_its_own_operation(client):
    assert client.options("/readings/export").json() == {"columns": ["hour", "degrees"]}
    assert client.put("/readings/export").headers["allow"] == "GET, HEAD, OPTIONS"
