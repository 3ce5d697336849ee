def test_a_report_in_time(client):
    response = client.post("/reports/", json={"title": "Spring"})
    assert response.json() == {"written": "Spring"}


def test_a_report_that_takes_too_long(client):
    response = client.post("/reports/", json={"title": "All years", "pages": 60})

    assert response.status_code == 503
    assert response.json() == {"detail": "The answer was not ready within 0.5 seconds."}


def test_a_long_report_may_take_longer(client):
    response = client.post("/reports/long", json={"title": "All years", "pages": 6})
    assert response.json() == {"written": "All years"}
