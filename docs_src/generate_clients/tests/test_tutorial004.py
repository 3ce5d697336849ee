import json
import re
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent


def run_python(folder):
    runpy.run_path(str(HERE / "tutorial004.py"), run_name="__main__")


def run_javascript(folder):
    node(folder, "tutorial004.js")


def node(folder, *arguments):
    program = shutil.which("node")
    if program is None:
        pytest.skip("needs the program node")
    shutil.copy(folder / "tutorial004_package.json", folder / "package.json")
    command = [program, *arguments]
    done = subprocess.run(command, cwd=folder, check=True, timeout=60, stdout=subprocess.PIPE)
    return done.stdout.decode()


@pytest.fixture(params=[run_python, run_javascript], ids=["python", "javascript"])
def preprocess(request):
    """One of the two scripts that remove the tags from the operation ids."""
    return request.param


def document(folder):
    return json.loads((folder / "openapi.json").read_text(encoding="utf-8"))


def operation_ids(folder):
    operations = (item for path in document(folder)["paths"].values() for item in path.values())
    return [operation["operationId"] for operation in operations]


def test_the_tag_is_removed_from_each_operation_id(preprocess, folder):
    preprocess(folder)

    assert operation_ids(folder) == ["create_item", "get_items", "create_user"]


def test_nothing_else_changes(preprocess, folder):
    before = (folder / "openapi.json").read_text(encoding="utf-8")
    preprocess(folder)

    after = (folder / "openapi.json").read_text(encoding="utf-8")
    for tag in ("items", "users"):
        before = before.replace(f'"operationId": "{tag}-', '"operationId": "')
    assert after == before


def test_a_second_run_changes_nothing(preprocess, folder):
    preprocess(folder)
    once = document(folder)
    preprocess(folder)

    assert document(folder) == once


def test_the_package_file_generates_from_the_changed_file(folder):
    before, after = (
        json.loads((folder / name).read_text(encoding="utf-8"))
        for name in ("tutorial001_package.json", "tutorial004_package.json")
    )
    command = after["scripts"].pop("generate-client")

    assert command == "openapi-ts --input openapi.json --output src/client"
    del before["scripts"]["generate-client"]
    assert after == before


def test_the_typescript_program_calls_operations_of_the_changed_document(folder):
    run_python(folder)
    called = re.findall(r"Items\.(\w+)\(", (folder / "main.ts").read_text(encoding="utf-8"))

    assert called == ["createItem", "getItems"]
    assert {snake(name) for name in called} < set(operation_ids(folder))


def snake(name):
    return re.sub("([A-Z])", r"_\1", name).lower()


def test_the_generator_is_told_to_make_a_class_of_each_tag(folder):
    show = "import('./openapi-ts.config.js').then(m => console.log(JSON.stringify(m.default)))"

    assert json.loads(node(folder, "--eval", show)) == {
        "plugins": [{"name": "@hey-api/sdk", "asClass": True}]
    }
