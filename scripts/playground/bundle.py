"""Turns packages into archives of compiled modules. Runs in Pyodide, whose Python will read them.

/making/plan.json has the name of each archive, with the wheels of which it is made. The archives are
written into /assets.
"""

from __future__ import annotations

import compileall
import json
import py_compile
import re
import shutil
from pathlib import Path

LEFT_OUT = re.compile(
    r"/(testing|tests?|cli|sboms|pydantic/v1)/|/pydantic/mypy\.py$|/RECORD$|-linux-gnu\.so$"
    r"|\.(pyi|pyx|pxd|c|h|typed|gz|LICENSE\.txt)$"
)
# AnyIO finds what to import lazily in its own source.
KEPT_AS_SOURCE = "/anyio/__init__.py"


async def run() -> str:
    """Write the archives, and say how many there are."""
    plan: dict[str, list[str]] = json.loads(Path("/making/plan.json").read_text())
    for name, wheels in plan.items():
        folder = Path("/tmp", name)
        for wheel in wheels:
            shutil.unpack_archive(f"/making/wheels/{wheel}", folder, "zip")
        for path in [path for path in folder.rglob("*") if path.is_file()]:
            if LEFT_OUT.search(str(path)):
                path.unlink()
        # Compiled code in the place of the source is never compared with the source.
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        compileall.compile_dir(
            folder, quiet=1, legacy=True, stripdir=str(folder), invalidation_mode=mode
        )
        for path in folder.rglob("*.py"):
            path.with_suffix(".pyc" if str(path).endswith(KEPT_AS_SOURCE) else ".py").unlink()
        shutil.make_archive(f"/assets/{name}", "zip", folder)
        shutil.rmtree(folder)
    return f"{len(plan)} archives"
