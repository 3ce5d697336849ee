"""`import fastapi` as Etude, so that packages which were written for FastAPI run on it unchanged."""

from __future__ import annotations

import importlib
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import Distribution, DistributionFinder
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Iterator

import etude

from ..exceptions import EtudeError

VERSION: Final = "0.165.0"
"""The release of FastAPI whose API Etude has, for packages that ask which one there is."""

RENAMED: Final = {
    "FastAPI": "Etude",
    "FastAPIError": "EtudeError",
    "FastAPIDeprecationWarning": "EtudeDeprecationWarning",
}
"""FastAPI's public names that Etude spells otherwise."""


def install() -> None:
    """Let `import fastapi`, and any module of it, give Etude's.

    Modules and classes are the same objects under both names: `fastapi.FastAPI is etude.Etude`. The
    package itself is an object of its own, because `fastapi.__version__`, like the metadata of the
    distribution, names the release whose API Etude has. FastAPI may be installed, and is not used.
    Lifespans of mounted applications do not run, unless `mounted_lifespans=True` is given: what is
    written for FastAPI runs them by itself, where they are to run. A second call changes nothing.

    Raises EtudeError when FastAPI is imported already: what holds its classes would keep them.
    """
    if any(isinstance(finder, _Finder) for finder in sys.meta_path):
        return
    if "fastapi" in sys.modules:
        file = getattr(sys.modules["fastapi"], "__file__", None) or "a module without a file"
        raise EtudeError(
            f"FastAPI is imported already, from {file}, so Etude cannot take its name. Call "
            "etude.compat.fastapi.install() before the first import of `fastapi` and of packages "
            "that import it, or start with `etude run --as-fastapi`."
        )
    for module in (etude.applications, etude.exceptions):
        for theirs, ours in RENAMED.items():
            if hasattr(module, ours):
                setattr(module, theirs, getattr(module, ours))
    etude.APIRouter.mounted_lifespans = False
    sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Finds Etude's modules under FastAPI's names, and the distribution of that name."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> Any:
        package, _, rest = fullname.partition(".")
        if package != "fastapi":
            return None
        own = f"etude.{rest}" if rest else "etude"
        found = find_spec(own)
        return found and ModuleSpec(fullname, _Loader(own), origin=found.origin)

    def find_distributions(self, context: DistributionFinder.Context) -> Iterator[Distribution]:
        if context.name is None or context.name.lower() == "fastapi":
            yield _Distribution()


class _Loader(Loader):
    """Hands over a module that has another name, and leaves it as it is."""

    def __init__(self, own: str) -> None:
        self.own = own
        self.spec: ModuleSpec | None = None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = importlib.import_module(self.own)
        if module is etude:
            return _package()
        self.spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self.spec or module.__spec__  # which the import has replaced


def _package() -> ModuleType:
    package = ModuleType("fastapi", etude.__doc__)
    own = {name: value for name, value in vars(etude).items() if not name.startswith("__")}
    package.__dict__.update(
        own,
        __file__=etude.__file__,
        __getattr__=lambda name: getattr(etude, name),
        __path__=etude.__path__,
        __version__=VERSION,
        FastAPI=etude.Etude,
    )
    return package


class _Distribution(Distribution):
    """Says which release of FastAPI stands there."""

    def read_text(self, filename: str) -> str | None:
        said = f"Metadata-Version: 2.1\nName: fastapi\nVersion: {VERSION}\n"
        return said if filename == "METADATA" else None

    def locate_file(self, path: Any) -> Path:
        return Path(*etude.__path__).parent.joinpath(path)
