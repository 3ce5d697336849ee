def test_the_task_runs_after_the_answer(client, folder):
    response = client.post("/send-notification/amina@example.com")

    assert response.status_code == 200
    assert response.json() == {"message": "The notification will be sent"}
    log = (folder / "log.txt").read_text(encoding="utf-8")
    assert log == "To amina@example.com: Your parcel has arrived\n"


def test_each_request_has_its_own_tasks(client, folder):
    client.post("/send-notification/amina@example.com")
    client.post("/send-notification/joris@example.com")

    log = (folder / "log.txt").read_text(encoding="utf-8")
    assert [line.split(":")[0] for line in log.splitlines()] == [
        "To amina@example.com",
        "To joris@example.com",
    ]


def test_a_request_that_fails_leaves_no_task(client, folder):
    assert client.get("/send-notification/amina@example.com").status_code == 405

    assert not (folder / "log.txt").exists()


def test_the_tasks_are_not_in_the_document(app):
    (operation,) = app.openapi()["paths"]["/send-notification/{email}"].values()

    assert [parameter["name"] for parameter in operation["parameters"]] == ["email"]
    assert "requestBody" not in operation
