"""Importing a form of an example, anew for each test, and finding the application in it."""

from __future__ import annotations

import importlib
import sys
from contextlib import AbstractContextManager, nullcontext
from types import ModuleType

import pytest

from etude import Etude
from etude.exceptions import EtudeDeprecationWarning

from ._forms import Example, Form

EXPECTED_WARNINGS = {
    # The old keyword of Query() still works, and says that it is old.
    "query_params_str_validations/tutorial004_regex": (EtudeDeprecationWarning, "regex"),
}


def load(example: Example, form: Form) -> ModuleType:
    """Import a form as if for the first time, so that no test sees what another one stored.

    The warning that EXPECTED_WARNINGS names for the example must appear; any other is an error where
    the run of pytest makes warnings errors.
    """
    name = module_name(example, form)
    for known in [known for known in sys.modules if f"{known}.".startswith(f"{name}.")]:
        del sys.modules[known]
    with _expected_warning(example):
        module = importlib.import_module(name)
        if example.forms[form].is_dir():
            module = importlib.import_module(f"{name}.main")
    return module


def module_name(example: Example, form: Form) -> str:
    """Return the full name under which a form is imported: `docs_src.query_params.tutorial006`."""
    return ".".join([__package__, example.topic.name, example.stem + form.suffix])


def find_app(module: ModuleType) -> Etude:
    """Return the application of a module: the one named `app`, else the only one there is.

    A module without one may have a function `create_app` that makes it.
    """
    apps = {name: value for name, value in vars(module).items() if isinstance(value, Etude)}
    if "app" in apps:
        return apps["app"]
    if len(apps) == 1:
        return next(iter(apps.values()))
    if not apps and hasattr(module, "create_app"):
        return module.create_app()
    found = ", ".join(apps) or "none"
    raise LookupError(
        f"{module.__name__}: expected one Etude application, or one named `app`; found {found}"
    )


def _expected_warning(example: Example) -> AbstractContextManager[object]:
    if example.name not in EXPECTED_WARNINGS:
        return nullcontext()
    category, text = EXPECTED_WARNINGS[example.name]
    return pytest.warns(category, match=text)
