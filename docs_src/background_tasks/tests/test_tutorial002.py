def test_tasks_of_the_dependency_and_of_the_operation_run_in_order(client, folder):
    response = client.post("/send-notification/amina@example.com?q=lamps")

    assert response.json() == {"message": "The notification will be sent"}
    assert (folder / "log.txt").read_text(encoding="utf-8").splitlines() == [
        "Somebody asked for lamps",
        "Tell amina@example.com about lamps",
    ]


def test_a_dependency_may_add_nothing(client, folder):
    client.post("/send-notification/amina@example.com")

    log = (folder / "log.txt").read_text(encoding="utf-8")
    assert log == "Tell amina@example.com about everything\n"
