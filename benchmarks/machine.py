"""What a result keeps about the machine and the checkout."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path


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
