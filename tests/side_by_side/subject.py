"""The framework under test, under names that do not say which one it is.

The environment variable SUBJECT names the package. `from subject import App, Query` and
`from subject.security import HTTPBasic` then take those names from it.
"""

from __future__ import annotations

import importlib
import os
import sys

_OWN_NAMES = {
    "etude": {
        "App": "Etude",
        "exceptions.FrameworkError": "EtudeError",
        "exceptions.FrameworkDeprecationWarning": "EtudeDeprecationWarning",
    },
    "fastapi": {
        "App": "FastAPI",
        "exceptions.FrameworkError": "FastAPIError",
        "exceptions.FrameworkDeprecationWarning": "FastAPIDeprecationWarning",
    },
}
_MODULES = (
    "background",
    "concurrency",
    "datastructures",
    "encoders",
    "exception_handlers",
    "exceptions",
    "middleware",
    "middleware.cors",
    "middleware.gzip",
    "middleware.trustedhost",
    "openapi",
    "openapi.docs",
    "openapi.models",
    "openapi.utils",
    "params",
    "requests",
    "responses",
    "routing",
    "security",
    "security.api_key",
    "security.base",
    "security.http",
    "security.utils",
    "sse",
    "staticfiles",
    "templating",
    "testclient",
    "websockets",
)

name = os.environ["SUBJECT"]
package = importlib.import_module(name)
__path__: list[str] = []


def _import_modules():
    for module in _MODULES:
        try:
            found = importlib.import_module(f"{name}.{module}")
        except ModuleNotFoundError:  # an app that imports it says so
            continue
        sys.modules[f"{__name__}.{module}"] = found


def _add_own_names():
    for neutral, own in _OWN_NAMES[name].items():
        module, _, attribute = neutral.rpartition(".")
        holder = sys.modules[f"{__name__}.{module}"] if module else package
        setattr(holder, attribute, getattr(holder, own))


_import_modules()
_add_own_names()


def __getattr__(attribute):
    return getattr(package, attribute)
