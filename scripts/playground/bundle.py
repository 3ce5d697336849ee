"""Turns packages into archives of compiled modules. Runs in Pyodide, whose Python will read them.

/making/plan.json has the name of each archive, with the wheels or folders of which it is made. The archives
are written into /assets.
"""

from __future__ import annotations

import json
import py_compile
import shutil
import zipfile
from pathlib import Path

LEFT_OUT = (
    "/testing/",
    "/tests/",
    "/test/",
    "/pydantic/v1/",
    "/pydantic/mypy.py",
    "/cli/",
    "/sboms/",
)
DATA = (
    ".pyi",
    ".pyx",
    ".pxd",
    ".c",
    ".h",
    ".typed",
    ".gz",
    ".LICENSE.txt",
    "-linux-gnu.so",
    "/RECORD",
)
# AnyIO finds what to import lazily in its own source.
KEPT_AS_SOURCE = ("anyio/__init__.py",)


async def run() -> str:
    """Write the archives, and say how many there are."""
    plan: dict[str, list[str]] = json.loads(Path("/making/plan.json").read_text())
    for name, sources in plan.items():
        write_archive(name, sources)
    return f"{len(plan)} archives"


def write_archive(name: str, sources: list[str]) -> None:
    """Write one archive."""
    folder = Path("/tmp/bundle")
    shutil.rmtree(folder, ignore_errors=True)
    for source in sources:
        if source.endswith(".whl"):
            zipfile.ZipFile(source).extractall(folder)
        else:
            shutil.copytree(source, folder / Path(source).name, dirs_exist_ok=True)
    for path in sorted(folder.rglob("*.py")):
        compile_module(path, path.relative_to(folder).as_posix())
    with zipfile.ZipFile(
        f"/assets/{name}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9
    ) as archive:
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder).as_posix()
            if path.is_file() and is_needed(inside):
                archive.writestr(zipfile.ZipInfo(inside), path.read_bytes(), zipfile.ZIP_DEFLATED)


def compile_module(path: Path, inside: str) -> None:
    """Put compiled code in the place of the source; it is never compared with the source."""
    if inside in KEPT_AS_SOURCE or not is_needed(inside):
        return
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(path), f"{path}c", dfile=inside, doraise=True, invalidation_mode=mode)
    path.unlink()


def is_needed(inside: str) -> bool:
    """Tell whether a file is read when applications run."""
    return not inside.endswith(DATA) and not any(part in f"/{inside}" for part in LEFT_OUT)
