def test_head_is_off_for_the_reports_only(client):
    assert client.get("/reports/yearly").json() == {"turnover": 78000}
    assert client.head("/reports/yearly").status_code == 405
    assert client.head("/health").status_code == 200


def test_options_is_off_everywhere(client):
    for path, allowed in (("/reports/yearly", "GET"), ("/health", "GET, HEAD")):
        response = client.options(path)

        assert (response.status_code, response.headers["allow"]) == (405, allowed)
