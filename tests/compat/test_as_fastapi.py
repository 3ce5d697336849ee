"""Promises about `import fastapi` when Etude has taken the name."""

from __future__ import annotations

import copy
import importlib
import importlib.metadata
import importlib.util
import pickle
import subprocess
import sys
from types import ModuleType

import pytest

import etude
from etude import applications, exceptions
from etude.compat.fastapi import VERSION, install
from etude.exceptions import EtudeError
from etude.testclient import TestClient

pytestmark = pytest.mark.usefixtures("no_alias")


@pytest.fixture
def fastapi():
    install()
    return importlib.import_module("fastapi")


def test_classes_and_functions_are_the_same_objects(fastapi):
    assert fastapi.FastAPI is etude.Etude
    assert isinstance(etude.Etude(), fastapi.FastAPI)
    names = [name for name in vars(etude) if not name.startswith("_")]
    assert [name for name in names if getattr(fastapi, name) is not getattr(etude, name)] == []


@pytest.mark.parametrize(
    "name",
    [
        *("applications", "routing", "dependencies.utils", "openapi.models", "security"),
        *("_compat.v2", "middleware.cors", "exceptions", "testclient"),
    ],
)
def test_modules_are_the_same_objects_and_keep_their_own_identity(fastapi, name):
    theirs = importlib.import_module(f"fastapi.{name}")
    ours = importlib.import_module(f"etude.{name}")
    assert theirs is ours
    assert (ours.__name__, ours.__spec__.name) == (f"etude.{name}", f"etude.{name}")
    assert importlib.util.find_spec(f"fastapi.{name}") is not None
    found = fastapi
    for part in name.split("."):
        found = getattr(found, part)
    assert found is ours


def test_a_module_can_be_replaced_in_under_either_name(fastapi, monkeypatch):
    routing = importlib.import_module("fastapi.routing")
    monkeypatch.setattr(routing, "APIRoute", "replaced")
    assert importlib.import_module("etude.routing").APIRoute == "replaced"


@pytest.mark.parametrize(
    ("module", "theirs", "ours"),
    [
        ("applications", "FastAPI", etude.Etude),
        ("exceptions", "FastAPIError", exceptions.EtudeError),
        ("exceptions", "FastAPIDeprecationWarning", exceptions.EtudeDeprecationWarning),
    ],
)
def test_names_that_differ_are_there_too(fastapi, module, theirs, ours):
    assert getattr(importlib.import_module(f"fastapi.{module}"), theirs) is ours


def test_without_an_installation_nothing_is_added():
    assert not hasattr(applications, "FastAPI")
    assert importlib.util.find_spec("etude.fastapi") is None


def test_a_name_that_is_nowhere_is_missing_as_elsewhere(fastapi):
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'fastapi\.nothing'"):
        importlib.import_module("fastapi.nothing")
    with pytest.raises(ImportError, match="cannot import name 'nothing' from 'fastapi'"):
        exec("from fastapi import nothing")
    assert not hasattr(fastapi, "nothing")
    assert importlib.util.find_spec("fastapi.nothing") is None


def test_packages_are_told_the_version_whose_api_it_is(fastapi):
    assert fastapi.__version__ == VERSION != etude.__version__
    assert importlib.metadata.version("FastAPI") == VERSION
    assert importlib.metadata.metadata("fastapi")["Name"] == "fastapi"
    listed = [each.metadata["Name"] for each in importlib.metadata.distributions()]
    assert "fastapi" in listed
    found = importlib.metadata.distribution("fastapi")
    assert found.locate_file("fastapi").name == "fastapi"
    assert found.files is None


def test_other_distributions_stay_what_they_are(fastapi):
    assert (
        importlib.metadata.version("starlette") == importlib.import_module("starlette").__version__
    )
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        importlib.metadata.version("no-such-distribution")


def test_a_second_installation_changes_nothing(fastapi):
    finders = list(sys.meta_path)
    install()
    assert sys.meta_path == finders
    assert importlib.import_module("fastapi") is fastapi


def test_objects_are_copied_and_pickled_under_their_own_names(fastapi):
    error = importlib.import_module("fastapi.exceptions").HTTPException(404)
    assert b"etude.exceptions" in pickle.dumps(error)
    assert copy.copy(fastapi.Query) is etude.Query


@pytest.mark.parametrize("file", ["/somewhere/fastapi/__init__.py", None])
def test_it_is_refused_once_the_real_one_is_imported(file):
    sys.modules["fastapi"] = ModuleType("fastapi")
    sys.modules["fastapi"].__file__ = file
    finders = list(sys.meta_path)
    with pytest.raises(EtudeError) as refused:
        install()
    message = str(refused.value)
    assert message.startswith(f"FastAPI is imported already, from {file or 'a module without'}")
    assert "etude.compat.fastapi.install() before" in message
    assert sys.meta_path == finders


def test_one_that_is_installed_and_not_imported_is_not_used(tmp_path):
    package = tmp_path / "fastapi"
    package.mkdir()
    (package / "__init__.py").write_text("raise AssertionError('this one is imported')")
    (package / "only_there.py").write_text("")
    metadata = tmp_path / "fastapi-0.1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: fastapi\nVersion: 0.1\n")
    program = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
from etude.compat.fastapi import install
install()
import fastapi.routing, importlib.metadata
print(fastapi.FastAPI.__name__, importlib.metadata.version("fastapi"))
try:
    import fastapi.only_there
except ModuleNotFoundError as error:
    print(error)
"""
    printed = subprocess.check_output([sys.executable, "-c", program], text=True)
    assert printed.splitlines() == [f"Etude {VERSION}", "No module named 'fastapi.only_there'"]


@pytest.mark.parametrize(("options", "started"), [({}, 0), ({"mounted_lifespans": True}, 1)])
def test_what_starts_mounted_applications_itself_has_them_started_once(fastapi, options, started):
    """As nicegui does, whose application would start twice."""
    inner, starts = fastapi.FastAPI(on_startup=[lambda: starts.append(1)]), []
    app = fastapi.FastAPI(**options)
    app.mount("/inner", inner)
    with TestClient(app):
        assert len(starts) == started


def test_an_application_for_fastapi_runs_unchanged(fastapi):
    program = """
from fastapi import APIRouter, Depends, FastAPI
from fastapi.testclient import TestClient

def get_shop(shop: str = "corner shop"):
    return shop

router = APIRouter()

@router.get("/shop")
def read_shop(shop: str = Depends(get_shop)):
    return shop

app = FastAPI(title="Shop")
app.include_router(router)
answer = TestClient(app).get("/shop?shop=market").json()
"""
    names = {"__name__": "program"}
    exec(program, names)
    assert names["answer"] == "market"
