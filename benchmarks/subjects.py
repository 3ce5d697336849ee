"""What is measured: each subject names its environment and its way of writing the applications."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping

FRAMEWORK_VARIABLE = "BENCHMARK_FRAMEWORK"
"""The environment variable that tells the declared applications which framework to import."""

FORMS = "python-multipart"

ENVIRONMENTS: dict[str, tuple[str, ...]] = {
    "etude": ("--editable", ".", FORMS),
    "fastapi": ("fastapi==0.165.0", FORMS),
    "starlette": ("starlette", "pydantic", FORMS),
}
"""The arguments of `pip install` for each environment, seen from the root of the repository."""

DISTRIBUTIONS = ("etude", "fastapi", "starlette", "pydantic", "pydantic-core", "anyio")
"""The distributions whose versions a result keeps."""


@dataclass(frozen=True)
class Subject:
    """A framework, or a way to do without one."""

    name: str
    environment: str
    applications: str
    imports: str = ""
    """The statement with which a program of this subject begins."""
    framework: str = ""
    lacks: Mapping[str, str] = field(default_factory=dict)
    """The workloads that it cannot do, by name, each with the reason."""

    def module(self, application: str) -> str:
        """Return the module that holds this subject's `app`."""
        return f"benchmarks.apps.{self.applications}.{application}"


SUBJECTS: dict[str, Subject] = {
    subject.name: subject
    for subject in (
        Subject(
            "etude",
            environment="etude",
            applications="declared",
            imports="from etude import APIRouter, Depends, Etude",
            framework="etude",
        ),
        Subject(
            "fastapi",
            environment="fastapi",
            applications="declared",
            imports="from fastapi import APIRouter, Depends, FastAPI",
            framework="fastapi",
        ),
        Subject(
            "starlette",
            environment="starlette",
            applications="by_hand",
            imports="from starlette.applications import Starlette",
        ),
        Subject(
            "floor",
            environment="starlette",
            applications="floor",
            lacks={
                "scale": "is no framework",
                "W8": "has no parser of forms",
                "W12": "has nothing to add a middleware to",
            },
        ),
    )
}
