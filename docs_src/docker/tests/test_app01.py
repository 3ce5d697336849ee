import json
import subprocess
import sys

import pytest

COMMAND = ["etude", "run", "app/main.py", "--port", "8000"]


def test_the_root_greets(client):
    assert client.get("/").json() == {"Hello": "World"}


def test_an_item_has_a_number_and_maybe_a_query(client):
    assert client.get("/items/5?q=somequery").json() == {"item_id": 5, "q": "somequery"}
    assert client.get("/items/5").json() == {"item_id": 5, "q": None}


def test_an_item_without_number_is_refused(client):
    assert client.get("/items/five").status_code == 422


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("Dockerfile", []),
        ("Dockerfile.proxy", ["--forwarded-allow-ips", "*"]),
        ("Dockerfile.workers", ["--workers", "4"]),
    ],
)
def test_an_image_starts_the_server(dockerfile, name, options):
    (stage,) = dockerfile(f"app01/{name}")

    assert json.loads(stage[-1].value) == COMMAND + options


def test_requirements_are_installed_before_the_code_is_copied(dockerfile):
    (stage,) = dockerfile("app01/Dockerfile")
    steps = [f"{instruction.name} {instruction.words[0]}" for instruction in stage]

    assert steps == [
        "FROM python:3.13-slim",
        "WORKDIR /code",
        "COPY requirements.txt",
        "RUN pip",
        "COPY app",
        "USER nobody",
        "CMD etude",
    ]


def test_what_is_copied_exists(dockerfile, folder):
    (stage,) = dockerfile("app01/Dockerfile")
    sources = [step.words[0] for step in stage if step.name == "COPY"]

    assert all((folder / "app01" / source).exists() or source == "app" for source in sources)


def test_secrets_and_caches_stay_out_of_the_image(folder):
    ignored = (folder / "app01" / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert {".git", ".env", ".venv", "**/__pycache__"} <= set(ignored)


def test_the_options_of_an_image_are_those_of_the_command(dockerfile):
    help_text = subprocess.run(
        [sys.executable, "-m", "etude", "run", "--help"], stdout=subprocess.PIPE, check=True
    ).stdout.decode()

    for name in ("Dockerfile", "Dockerfile.proxy", "Dockerfile.workers"):
        (stage,) = dockerfile(f"app01/{name}")
        options = [word for word in json.loads(stage[-1].value) if word.startswith("--")]
        assert options
        assert all(f"  {option} " in help_text for option in options)
