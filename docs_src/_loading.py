"""Importing a form of an example, anew for each test, and finding the application in it."""

from __future__ import annotations

import asyncio
import importlib
import os
import re
import sys
import warnings
from contextlib import contextmanager
from types import ModuleType
from typing import Iterator
from unittest import mock

import pytest

from etude import Etude
from etude.exceptions import EtudeDeprecationWarning

from . import _tables
from ._forms import Example, Form
from ._special import special

DEPRECATIONS = (EtudeDeprecationWarning, DeprecationWarning)


def load(example: Example, form: Form) -> ModuleType:
    """Import a form as if for the first time, so that no test sees what another one stored.

    The warning that special.toml names for the example must appear; any other is an error where
    the run of pytest makes warnings errors.
    """
    name = module_name(example, form)
    forget(name)
    _tables.renew()
    with _as_listed(example), _beside(example), _event_loop():
        module = importlib.import_module(name)
        if example.forms[form].is_dir():
            inner = "main" if (example.forms[form] / "main.py").is_file() else "app.main"
            module = importlib.import_module(f"{name}.{inner}")
    return module


def forget(name: str) -> None:
    """Take a module and what is below it out of the imported ones."""
    for known in [known for known in sys.modules if f"{known}.".startswith(f"{name}.")]:
        del sys.modules[known]


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


@contextmanager
def _as_listed(example: Example) -> Iterator[None]:
    """Import in the environment, and with the warning, that special.toml names."""
    known = special(example.name)
    with mock.patch.dict(os.environ, known.environment):
        if not known.warns:
            yield
            return
        with pytest.warns(DEPRECATIONS, match=re.escape(known.warns)):
            yield


@contextmanager
def listed_warning_ignored(example: Example) -> Iterator[None]:
    """Import tests inside an example without the warning that special.toml names for it."""
    known = special(example.name)
    with warnings.catch_warnings():
        for category in DEPRECATIONS if known.warns else ():
            warnings.filterwarnings("ignore", f".*{re.escape(known.warns)}", category)
        yield


@contextmanager
def _event_loop() -> Iterator[None]:
    """Import where there is an event loop, as servers do; before Python 3.10 new locks ask for it."""
    if sys.version_info >= (3, 10):
        yield
        return
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        yield
    finally:
        asyncio.set_event_loop(None)
        loop.close()


@contextmanager
def _beside(example: Example) -> Iterator[None]:
    """Let an example import the modules beside it, as it does for readers, and forget them."""
    before, topic = set(sys.modules), str(example.topic)
    with mock.patch.object(sys, "path", [topic, *sys.path]):
        yield
    for name in sys.modules.keys() - before:
        file = getattr(sys.modules[name], "__file__", None) or ""
        if not name.startswith(f"{__package__}.") and file.startswith(topic):
            del sys.modules[name]
