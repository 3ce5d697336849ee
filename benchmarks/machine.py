"""What a result keeps about the machine, the versions and the checkout."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib import metadata
from pathlib import Path

from benchmarks.subjects import DISTRIBUTIONS


def cpu_model(cpu_list: Path = Path("/proc/cpuinfo")) -> str:
    """Return the name of the processor as the kernel tells it, else as Python knows it."""
    if cpu_list.exists():
        for line in cpu_list.read_text(encoding="utf-8").splitlines():
            label, _, value = line.partition(":")
            if label.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def describe_machine() -> dict[str, str | int]:
    """Return processor, number of cores and operating system."""
    return {
        "cpu": cpu_model(),
        "cores": os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.release()}",
    }


def version_of(distribution: str) -> str | None:
    """Return the installed version of a distribution, or None without it."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def versions() -> dict[str, str]:
    """Return the version of Python and of each distribution that is installed."""
    installed = {name: version_of(name) for name in DISTRIBUTIONS}
    found = {name: version for name, version in installed.items() if version is not None}
    return {"python": platform.python_version(), **found}


def checkout(root: Path) -> str:
    """Return the commit of a checkout, with `+` where files differ from it; empty without git."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--abbrev=12"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    return described.stdout.strip()
