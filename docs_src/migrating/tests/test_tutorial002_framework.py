import importlib
import sys
from types import ModuleType

import etude


def test_one_module_decides_for_all(module):
    assert (module.App, module.APIRouter) == (etude.Etude, etude.APIRouter)


def test_a_variable_chooses_the_other_one(module, monkeypatch):
    other = ModuleType("fastapi")
    other.FastAPI, other.APIRouter = "the other", "its router"
    monkeypatch.setitem(sys.modules, "fastapi", other)
    monkeypatch.setenv("SHOP_FRAMEWORK", "fastapi")

    changed = importlib.reload(module)

    assert (changed.App, changed.APIRouter) == ("the other", "its router")
