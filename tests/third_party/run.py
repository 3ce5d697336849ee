"""Runs one program with FastAPI or with Etude in its place, and prints what it answered.

python run.py fastapi|etude PROGRAM
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

PROGRAMS = Path(__file__).resolve().parent / "programs"


def load(program):
    """Import a program under a name of its own: most are called like the package that they use."""
    spec = spec_from_file_location(f"program_{program}", PROGRAMS / f"{program}.py")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def main(framework, program):
    warnings.simplefilter("ignore")
    logging.disable()
    if framework == "etude":
        import_module("etude.compat.fastapi").install()
    print(json.dumps(load(program).answers(), sort_keys=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
