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
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, Iterable

from devlib.layout import ROOT
from devlib.node import NODE, PLATFORM, PYODIDE, PYTHON, RUN_IN_PYODIDE

from .places import EXAMPLES
from .runnable import ASSETS, RESULTS, WORK, results

PROGRAMS = ROOT / "scripts" / "playground"
LOCK = PROGRAMS / "lock.json"
OURS = ROOT / "docs" / "en" / "docs" / "playground"
FRAMEWORK = ROOT / "framework" / "etude"
WHEELS, REQUESTS = WORK / "wheels", WORK / "requests"
FIRST = ("pyodide/*", "packages.zip", "framework.zip", "memory.gz")  # which every example needs
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
# Wheels for Linux give what is in plain Python in packages that have no wheel for Pyodide.
TARGET = f"{PLATFORM} {PYTHON} --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64"


def playground(arguments: argparse.Namespace) -> int:
    """Makes what runs the examples in the pages."""
    if not (PYODIDE.is_dir() and shutil.which("node") and importlib.util.find_spec("sqlmodel")):
        print("Making what this needs, and running it there: ./scripts/test playground", flush=True)
        return subprocess.call([sys.executable, str(ROOT / "scripts" / "test"), "playground"])
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    topics = arguments.topics or [path.name for path in EXAMPLES.glob("[a-z]*") if path.is_dir()]
    try:
        if arguments.renew:
            renew(lock)
        if not arguments.topics:
            for folder in (ASSETS, WORK):
                shutil.rmtree(folder, ignore_errors=True)
            get_packages(lock)
            write_archives(lock)
        look_at_examples(topics)
    except subprocess.CalledProcessError as failure:
        print(f"The playground is not made: {failure}", file=sys.stderr)
        return 1
    found = results().values()
    same, requests = (sum(each[name] for each in found) for name in ("same", "requests"))
    print(f"{sum(not each['problem'] for each in found)} of {len(found)} applications run;")
    print(f"{same} of {requests} requests are answered as in the tests")
    return 0


def run(*command: str) -> None:
    """Runs a command in the repository; a failure is an exception."""
    subprocess.run(command, cwd=ROOT, check=True)


def run_in_pyodide(module: str, **folders: Path) -> None:
    """Runs a module of ours in Pyodide, where each folder is at the top, by its name."""
    places = {"programs": PROGRAMS, "making": WORK, "assets": ASSETS, **folders}
    mounted = [f"{name}={path}" for name, path in places.items()]
    run("node", str(RUN_IN_PYODIDE), str(PYODIDE), module, *mounted)


def get_packages(lock: Any) -> None:
    """Downloads the wheels, whose checksums pip compares, and copies what npm has installed."""
    WHEELS.mkdir(parents=True, exist_ok=True)
    packages = {name: each for group in lock["packages"].values() for name, each in group.items()}
    lines = [f"{name}=={version} --hash={sha}" for name, (version, sha) in packages.items()]
    requirements = WORK / "requirements.txt"
    requirements.write_text("\n".join(lines), encoding="utf-8")
    options = ["--dest", str(WHEELS), "--no-deps", "--require-hashes", "-r", str(requirements)]
    run(*PIP, "download", *TARGET.split(), *options)
    for name, checksum in lock["files"].items():
        source, target = NODE / "node_modules" / name, ASSETS / name.split("/")[0]
        if sha256(source) != checksum:
            raise SystemExit(f"{name} is not the file that {LOCK.name} names.")
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    (ASSETS / "swagger").mkdir(exist_ok=True)
    for path in (FRAMEWORK / "openapi" / "static").glob("swagger-ui*"):
        unpacked = gzip.decompress if path.suffix == ".gz" else bytes
        name = path.name.replace(".gz", "")
        (ASSETS / "swagger" / name).write_bytes(unpacked(path.read_bytes()))


def write_archives(lock: Any) -> None:
    """Lets Pyodide compile archives, and writes what a page has to know before it loads them."""
    shutil.make_archive(str(WHEELS / "framework"), "zip", FRAMEWORK.parent, FRAMEWORK.name)
    plan = {name: [wheel(each) for each in group] for name, group in lock["packages"].items()}
    plan["framework"] = ["framework.zip"]
    (WORK / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    run_in_pyodide("bundle")
    run("node", str(PROGRAMS / "memory.mjs"), str(PYODIDE), str(ASSETS / "memory.gz"))
    modules = dict(lock["names"])
    for path in ASSETS.glob("extra-*.zip"):
        inside = {name.split("/")[0].split(".")[0] for name in zipfile.ZipFile(path).namelist()}
        modules.update(dict.fromkeys(sorted(inside), path.stem[len("extra-") :]))
    size = sum(path.stat().st_size for pattern in FIRST for path in ASSETS.glob(pattern))
    known = json.dumps({"bytes": size, "modules": modules})
    (ASSETS / "assets.json").write_text(known, encoding="utf-8")


def wheel(name: str) -> str:
    """The file name of the wheel of a package."""
    [path] = WHEELS.glob(f"{name.replace('-', '_')}-[0-9]*.whl")
    return path.name


def sha256(path: Path) -> str:
    """The checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def look_at_examples(topics: list[str]) -> None:
    """Runs the tests of topics, and then their examples as a page does."""
    for name in topics:
        for folder in (REQUESTS, ASSETS / "examples"):
            shutil.rmtree(folder / name, ignore_errors=True)
        (RESULTS / f"{name}.json").unlink(missing_ok=True)
    pytest = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--last-forms")
    folders = [str(EXAMPLES / name) for name in topics]
    run(*pytest, "--write-requests", str(REQUESTS), *folders)
    (WORK / "topics.json").write_text(json.dumps(topics), encoding="utf-8")
    run_in_pyodide("replay", repository=ROOT, ours=OURS)


def renew(lock: Any) -> None:
    """Records the newest versions of all packages, and their checksums."""
    lock["files"] = {name: sha256(NODE / "node_modules" / name) for name in lock["files"]}
    core = newest(lock["wanted"])
    lock["packages"] = {"packages": core}
    for name in lock["extra"]:
        found = newest([*lock["wanted"], name])
        lock["packages"][f"extra-{name}"] = {each: found[each] for each in found.keys() - core}
    LOCK.write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def newest(wanted: Iterable[str]) -> dict[str, list[str]]:
    """What pip would install: the version and the checksum of each package."""
    WORK.mkdir(parents=True, exist_ok=True)
    report = WORK / "report.json"
    options = ["--dry-run", "--ignore-installed", "--target", str(WORK), "--report", str(report)]
    run(*PIP, "install", *TARGET.split(), *options, *wanted)
    found = {}
    for each in json.loads(report.read_text(encoding="utf-8"))["install"]:
        about, hashes = each["metadata"], each["download_info"]["archive_info"]["hashes"]
        name = about["name"].lower().replace("_", "-")
        found[name] = [about["version"], f"sha256:{hashes['sha256']}"]
    return found
