"""Writes the tables of the documentation about compatibility with FastAPI.

    python scripts/compatibility.py            write them
    python scripts/compatibility.py --check    only tell whether they are up to date

The packages are those of docs/en/data/compatibility.yml, which tests/third_party holds to what it
sees, and the differences those of tests/side_by_side/differences.toml. Exit status: 0 fine, 1 a table
is not up to date.
"""

from __future__ import annotations

import argparse
import ast
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Iterable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "docs" / "en" / "data"
PROGRAMS = ROOT / "tests" / "third_party" / "programs"
DIFFERENCES = ROOT / "tests" / "side_by_side" / "differences.toml"


def load_packages() -> dict[str, Any]:
    """Return what was tried, and with what."""
    yaml = import_module("yaml")
    loaded: dict[str, Any] = yaml.safe_load((DATA / "compatibility.yml").read_text("utf-8"))
    return loaded


def requirements(tried: dict[str, Any]) -> list[str]:
    """Return what has to be installed to run all programs."""
    packages = tried["packages"]
    own = [f"{package['name']}=={package['version']}" for package in packages]
    return [
        *tried["common"],
        *own,
        *(each for package in packages for each in package.get("also", ())),
    ]


def packages_table(tried: dict[str, Any]) -> Iterator[str]:
    """Yield the lines about packages."""
    common = ", ".join(each.replace("==", " ") for each in tried["common"])
    yield f"Tried on {tried['tried']}, on Python {tried['python']} with {common}."
    yield ""
    yield "| package | version | works | needs the alias | what was run |"
    yield "|---|---|---|---|---|"
    for package in tried["packages"]:
        works = f"no: {package['reason']}" if "fails" in package else "yes"
        alias = "yes" if package.get("alias", True) else "no"
        module = ast.parse((PROGRAMS / f"{package['program']}.py").read_text("utf-8"))
        what = " ".join(str(ast.get_docstring(module)).split())
        yield f"| `{package['name']}` | {package['version']} | {works} | {alias} | {what} |"


def differences_table(differences: Iterable[dict[str, str]]) -> Iterator[str]:
    """Yield the lines about differences, one for each reason, with the programs that show it."""
    seen: dict[str, list[str]] = {}
    for difference in differences:
        kind = next(key for key in ("request", "document", "declaration") if key in difference)
        shown = f"`{difference['app']}`: {kind} `{difference[kind]}`".replace("|", "\\|")
        seen.setdefault(difference["reason"], []).append(shown)
    yield "| what Etude does | seen in |"
    yield "|---|---|"
    for reason, places in sorted(seen.items()):
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        yield f"| {reason} | {places[0]}{more} |"


def tables() -> dict[Path, str]:
    """Return each file with what belongs into it."""
    toml = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    differences = toml.loads(DIFFERENCES.read_text("utf-8"))["difference"]
    made = {
        "packages.md": packages_table(load_packages()),
        "differences.md": differences_table(differences),
    }
    return {DATA / name: "\n".join(lines) + "\n" for name, lines in made.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the tables; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="compatibility.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--check", action="store_true", help="write nothing")
    is_check = parser.parse_args(arguments).check
    old = [
        (file, text)
        for file, text in tables().items()
        if not file.is_file() or file.read_text("utf-8") != text
    ]
    for file, text in old:
        if not is_check:
            file.write_text(text, encoding="utf-8")
        state = "is not up to date" if is_check else "written"
        print(f"{file.relative_to(ROOT).as_posix()}: {state}")
    return 1 if old and is_check else 0


if __name__ == "__main__":
    sys.exit(main())
