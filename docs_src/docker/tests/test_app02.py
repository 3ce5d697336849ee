import json


def test_the_root_greets(client):
    assert client.get("/").json() == {"Hello": "World"}


def test_an_item_has_a_number_and_maybe_a_query(client):
    assert client.get("/items/5?q=somequery").json() == {"item_id": 5, "q": "somequery"}
    assert client.get("/items/5").json() == {"item_id": 5, "q": None}


def test_the_image_holds_one_file(dockerfile):
    (stage,) = dockerfile("app02/Dockerfile")
    copied = [step.words[0] for step in stage if step.name == "COPY"]

    assert copied == ["requirements.txt", "main.py"]
    assert json.loads(stage[-1].value)[:3] == ["etude", "run", "main.py"]
