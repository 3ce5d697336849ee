import json

import yaml


def test_the_script_writes_what_the_application_serves(client, module, tmp_path):
    file = tmp_path / "openapi.json"

    module.write_document(file)

    assert json.loads(file.read_text(encoding="utf-8")) == client.get("/openapi.json").json()
    assert client.get("/items/").json() == {"name": "Desk", "price": 120.0}


def test_the_command_writes_the_same_document_each_time(form, etude, tmp_path):
    example, current = form
    source, expected = example.forms[current], example.topic / "tutorial002_openapi.json"

    for name in ("one.json", "two.json"):
        ended = etude(tmp_path, "openapi", str(source), "--output", name)
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
        assert (tmp_path / name).read_text(encoding="utf-8") == expected.read_text(encoding="utf-8")


def test_the_command_prints_yaml_in_the_same_order(form, etude, tmp_path):
    example, current = form

    ended = etude(tmp_path, "openapi", str(example.forms[current]), "--format", "yaml")

    document = yaml.safe_load(ended.stdout)
    expected = json.loads((example.topic / "tutorial002_openapi.json").read_text(encoding="utf-8"))
    assert json.dumps(document) == json.dumps(expected)
