"""`etude dev --as-fastapi` and `etude run --as-fastapi`: applications that import `fastapi`."""

from __future__ import annotations

import os
import runpy
import sys
from types import ModuleType

import pytest

from etude import Etude

APP = """
from shop import Shop
from fastapi import FastAPI

app = FastAPI()
app.state.shop = Shop


@app.get("/")
def read_root():
    return [FastAPI.__name__, Shop.__mro__[1].__name__]
"""
PACKAGE = "import fastapi\n\nclass Shop(fastapi.APIRouter):\n    pass\n"


@pytest.fixture(autouse=True)
def _application(no_alias, project, monkeypatch):
    """Write an application for FastAPI, and a package that it uses."""
    project.write({"main.py": APP, "shop.py": PACKAGE})
    monkeypatch.setenv("ETUDE_AS_FASTAPI", "")


@pytest.mark.parametrize("command", ["dev", "run"])
def test_the_server_imports_what_takes_the_name_first(etude, command):
    outcome = etude(command, "--as-fastapi")

    assert (outcome.status, outcome.err) == (0, "")
    assert "main:app" in outcome.out
    assert outcome.options["app"] == "etude.compat.serving:app"
    assert os.environ["ETUDE_AS_FASTAPI"] == "main:app"
    served = runpy.run_module("etude.compat.serving")["app"]
    assert isinstance(served, Etude)


def test_without_the_option_the_application_itself_is_served(etude, project):
    project.write({"main.py": "from etude import Etude\napp = Etude()\n"})

    assert etude("run").options["app"] == "main:app"


def test_dev_tells_the_command_for_production_with_the_option(etude):
    assert "etude run main.py --as-fastapi" in etude("dev", "main.py", "--as-fastapi").out


def test_it_is_refused_when_the_real_one_is_imported_already(etude, monkeypatch):
    monkeypatch.setitem(sys.modules, "fastapi", ModuleType("fastapi"))

    outcome = etude("run", "--as-fastapi")

    assert (outcome.status, outcome.served) == (1, [])
    assert outcome.err.startswith("etude: FastAPI is imported already")
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("arguments", [["run"], ["dev"], ["run", "--workers", "2"]])
def test_every_process_of_the_server_answers(serve, arguments):
    assert serve(*arguments, "--as-fastapi").get("/") == '["Etude","APIRouter"]'
