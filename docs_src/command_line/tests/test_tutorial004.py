def test_the_application_answers_in_spite_of_its_mistakes(client):
    assert client.get("/items/desk").json() == {"item_id": "desk"}
    assert client.get("/items/latest").json() == {"item_id": "latest"}
    assert client.get("/shops/3/items").json() == [{"item_id": "lamp"}]


def test_each_mistake_is_found(form, etude):
    example, current = form

    ended = etude(example.topic, "check", example.forms[current].name)

    assert ended.returncode == 1
    expected = example.topic / "tutorial004_check.txt"
    assert ended.stdout == expected.read_text(encoding="utf-8")
