def test_a_returned_response_brings_its_own_task(client, folder):
    response = client.post("/send-notification/amina@example.com")

    assert response.status_code == 202
    assert response.json() == {"message": "Accepted"}
    log = (folder / "log.txt").read_text(encoding="utf-8")
    assert log == "To amina@example.com: Your parcel has arrived\n"


def test_nothing_is_written_when_nobody_asks(client, folder):
    assert client.get("/openapi.json").status_code == 200

    assert not (folder / "log.txt").exists()
