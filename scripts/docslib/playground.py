"""Makes what runs examples in the pages: `python scripts/docs.py playground`.

Everything is made of packages whose versions and checksums are in scripts/playground/lock.json. It goes to
`.cache/`, and the build of the site copies it from there.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, Callable, Iterable

from devlib.layout import ROOT
from devlib.node import PLATFORM, PYODIDE, PYTHON, RUN_IN_PYODIDE

from .places import EXAMPLES
from .runnable import ASSETS, RESULTS, WORK, results

PROGRAMS = ROOT / "scripts" / "playground"
LOCK = PROGRAMS / "lock.json"
OURS = ROOT / "docs" / "en" / "docs" / "playground"
FRAMEWORK = ROOT / "framework" / "etude"
WHEELS, REQUESTS = WORK / "wheels", WORK / "requests"
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
# Wheels for Linux give what is in plain Python in packages that have no wheel for Pyodide.
TARGET = f"{PLATFORM} {PYTHON} --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64"


def playground(arguments: argparse.Namespace) -> int:
    """Makes what runs the examples in the pages."""
    if not (PYODIDE.is_dir() and shutil.which("node") and importlib.util.find_spec("sqlmodel")):
        print("Making what this needs, and running it there: ./scripts/test playground", flush=True)
        return subprocess.call([sys.executable, str(ROOT / "scripts" / "test"), "playground"])
    try:
        if arguments.renew:
            renew()
        lock = json.loads(LOCK.read_text(encoding="utf-8"))
        once("wheels", [LOCK], lambda: get_wheels(lock))
        once("pyodide", [LOCK], lambda: copy_pyodide(lock))
        bundle = [LOCK, PROGRAMS / "bundle.py"]
        once("packages", bundle, lambda: write_packages(lock))
        framework = [path for path in FRAMEWORK.rglob("*") if path.suffix in (".py", ".json")]
        plan = {"framework": ["/framework/etude"]}
        once("framework", [*bundle, *framework], lambda: write_archives(plan))
        assets = describe(lock)
        look_at_examples([*bundle, *framework, PROGRAMS / "replay.py", OURS / "runner.py"])
    except subprocess.CalledProcessError as failure:
        print(f"The playground is not made: {failure}", file=sys.stderr)
        return 1
    print(summary(assets))
    return 0


def summary(assets: Any) -> str:
    """What was made, and how large it is."""
    found = results().values()
    running = sum(not each["problem"] for each in found)
    same, requests = (sum(each[name] for each in found) for name in ("same", "requests"))
    extra = sum(each["bytes"] for each in assets["packages"].values())
    return (
        f"{ASSETS.relative_to(ROOT)}: {assets['bytes'] / 1e6:.1f} MB for every example, and"
        f" {extra / 1e6:.1f} MB of packages that some import\n"
        f"{running} of {len(found)} applications run;"
        f" {same} of {requests} requests are answered as in the tests"
    )


def run(*command: str) -> None:
    """Runs a command in the repository; a failure is an exception."""
    subprocess.run(command, cwd=ROOT, check=True)


def run_in_pyodide(module: str, **folders: Path) -> None:
    """Runs a module of ours in Pyodide, where each folder is at the top, by its name."""
    mounted = [f"{name}={path}" for name, path in {"programs": PROGRAMS, **folders}.items()]
    run("node", str(RUN_IN_PYODIDE), str(PYODIDE), module, *mounted)


def is_made(name: str, inputs: Iterable[Path]) -> bool:
    """Whether something was made of the files as they are now."""
    stamp = WORK / "stamps" / name
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == sha256(*sorted(inputs))


def note(name: str, inputs: Iterable[Path]) -> None:
    """Notes that something was made of the files as they are now."""
    (WORK / "stamps").mkdir(parents=True, exist_ok=True)
    (WORK / "stamps" / name).write_text(sha256(*sorted(inputs)), encoding="utf-8")


def once(name: str, inputs: Iterable[Path], make: Callable[[], None]) -> None:
    """Makes something unless it was made of the same files."""
    if not is_made(name, inputs):
        make()
        note(name, inputs)


def sha256(*paths: Path) -> str:
    """The checksum of files."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def get_wheels(lock: Any) -> None:
    """Downloads the wheels; pip compares their checksums."""
    shutil.rmtree(WHEELS, ignore_errors=True)
    WHEELS.mkdir(parents=True)
    packages = {**lock["core"], **lock["extra"]}.items()
    lines = [f"{name}=={each['version']} --hash=sha256:{each['sha256']}" for name, each in packages]
    requirements = WORK / "requirements.txt"
    requirements.write_text("\n".join(lines), encoding="utf-8")
    options = ["--dest", str(WHEELS), "--no-deps", "--require-hashes", "-r", str(requirements)]
    run(*PIP, "download", *TARGET.split(), *options)


def copy_pyodide(lock: Any) -> None:
    """Copies what a page loads of Pyodide, and Swagger UI."""
    for folder in (ASSETS / "pyodide", ASSETS / "swagger"):
        folder.mkdir(parents=True, exist_ok=True)
    for name, checksum in lock["pyodide"].items():
        if sha256(PYODIDE / name) != checksum:
            raise SystemExit(f"{name} of Pyodide is not the file that {LOCK.name} names.")
        shutil.copy(PYODIDE / name, ASSETS / "pyodide")
    for path in (FRAMEWORK / "openapi" / "static").glob("swagger-ui*"):
        content, is_packed = path.read_bytes(), path.suffix == ".gz"
        target = ASSETS / "swagger" / (path.stem if is_packed else path.name)
        target.write_bytes(gzip.decompress(content) if is_packed else content)


def write_packages(lock: Any) -> None:
    """Writes an archive of what every application needs, and one for each other package."""
    for path in ASSETS.glob("extra-*.zip"):
        path.unlink()
    extras = {f"extra-{name}": [wheel(name)] for name in lock["extra"]}
    write_archives({"packages": [wheel(name) for name in lock["core"]], **extras})


def wheel(name: str) -> str:
    """The wheel of a package, as Pyodide sees it."""
    [path] = WHEELS.glob(f"{name.replace('-', '_')}-[0-9]*.whl")
    return f"/wheels/{path.name}"


def write_archives(plan: dict[str, list[str]]) -> None:
    """Lets the Python of Pyodide compile archives."""
    (WORK / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    folders = {"making": WORK, "wheels": WHEELS, "framework": FRAMEWORK.parent, "assets": ASSETS}
    run_in_pyodide("bundle", **folders)


def describe(lock: Any) -> dict[str, Any]:
    """Writes what a page has to know before it loads anything."""
    first = [*(ASSETS / "pyodide").iterdir(), ASSETS / "packages.zip", ASSETS / "framework.zip"]
    packages = {name: described(name, each["needs"]) for name, each in lock["extra"].items()}
    known = {"bytes": sum(path.stat().st_size for path in first), "packages": packages}
    (ASSETS / "assets.json").write_text(json.dumps(known), encoding="utf-8")
    return known


def described(name: str, needs: list[str]) -> dict[str, Any]:
    """What is known of an optional package: its archive, its modules, and the packages it needs."""
    archive = ASSETS / f"extra-{name}.zip"
    tops = {entry.split("/")[0] for entry in zipfile.ZipFile(archive).namelist()}
    modules = sorted(top.split(".")[0] for top in tops if not top.endswith(".dist-info"))
    size = archive.stat().st_size
    return {"file": archive.name, "bytes": size, "modules": modules, "needs": needs}


def look_at_examples(shared: list[Path]) -> None:
    """Runs the tests of the topics that changed, and then their examples as a page does."""
    shared = [*shared, *EXAMPLES.glob("*.*")]
    topics = [path for path in EXAMPLES.glob("[a-z]*") if path.is_dir()]
    inputs = {topic.name: [*shared, *files(topic)] for topic in topics}
    changed = [name for name in inputs if not is_made(name, inputs[name])]
    gone = {path.stem for path in RESULTS.glob("*.json")} - inputs.keys()
    for name in (*changed, *gone):
        for folder in (REQUESTS, ASSETS / "examples"):
            shutil.rmtree(folder / name, ignore_errors=True)
        (RESULTS / f"{name}.json").unlink(missing_ok=True)
    if not changed:
        return
    folders = [str(EXAMPLES / name) for name in changed]
    pytest = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--last-forms")
    run(*pytest, "--write-requests", str(REQUESTS), *folders)
    (WORK / "topics.json").write_text(json.dumps(changed), encoding="utf-8")
    run_in_pyodide("replay", making=WORK, assets=ASSETS, repository=ROOT, ours=OURS)
    for name in changed:
        note(name, inputs[name])


def files(topic: Path) -> list[Path]:
    """What people wrote in a folder."""
    return [path for path in topic.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def renew() -> None:
    """Records the newest versions of all packages, and their checksums."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    lock["pyodide"] = {name: sha256(PYODIDE / name) for name in lock["pyodide"]}
    lock["core"] = newest(lock["wanted"]["core"])
    found = newest([*lock["wanted"]["core"], *lock["wanted"]["extra"]])
    lock["extra"] = {name: each for name, each in found.items() if name not in lock["core"]}
    LOCK.write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")


def newest(wanted: Iterable[str]) -> dict[str, Any]:
    """What pip would install, as the lock file has it."""
    report = WORK / "report.json"
    WORK.mkdir(parents=True, exist_ok=True)
    options = ["--dry-run", "--ignore-installed", "--target", str(WORK), "--report", str(report)]
    run(*PIP, "install", *TARGET.split(), *options, *wanted)
    found = {}
    for each in json.loads(report.read_text(encoding="utf-8"))["install"]:
        about = each["metadata"]
        needs = [line for line in about.get("requires_dist", ()) if "extra ==" not in line]
        found[named(about["name"])] = {
            "version": about["version"],
            "sha256": each["download_info"]["archive_info"]["hashes"]["sha256"],
            "needs": sorted({named(line) for line in needs}),
        }
    return dict(sorted(found.items()))


def named(requirement: str) -> str:
    """The name of the package that a requirement begins with, as the lock file writes it."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")
