"""What is measured: each subject names its environment and its way of writing the applications."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping

FRAMEWORK_VARIABLE = "BENCHMARK_FRAMEWORK"
"""The environment variable that tells the declared applications which framework to import."""

COMMON = ("pydantic", "python-multipart", "uvicorn", "uvloop", "httptools")

ENVIRONMENTS: dict[str, tuple[str, ...]] = {
    "etude": ("--editable", ".", *COMMON),
    "fastapi": ("fastapi==0.165.0", *COMMON),
    "starlette": ("starlette", *COMMON),
    "litestar": ("litestar==2.25.0", *COMMON),
    "blacksheep": ("blacksheep==2.6.4", *COMMON),
}
"""The arguments of `pip install` for each environment, seen from the root of the repository."""

DISTRIBUTIONS = (
    "etude",
    "fastapi",
    "litestar",
    "blacksheep",
    "starlette",
    "msgspec",
    "pydantic",
    "pydantic-core",
    "anyio",
    "python-multipart",
    "uvicorn",
    "uvloop",
    "httptools",
)
"""The distributions whose versions a result keeps."""

WORDS_ERRORS_ITSELF = "words errors in its own way"
ONE_KIND = "knows one kind of middleware"


@dataclass(frozen=True)
class Subject:
    """A framework, or a way to do without one."""

    name: str
    title: str
    environment: str
    applications: str
    imports: str = ""
    """The statement with which a program of this subject begins, if there is anything to import."""
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
            "this checkout",
            environment="etude",
            applications="declared",
            imports="from etude import APIRouter, Depends, Etude",
            framework="etude",
        ),
        Subject(
            "fastapi",
            "FastAPI 0.165, which runs the same source as etude",
            environment="fastapi",
            applications="declared",
            imports="from fastapi import APIRouter, Depends, FastAPI",
            framework="fastapi",
        ),
        Subject(
            "starlette",
            "Starlette by hand: endpoints that read, check and write by themselves",
            environment="starlette",
            applications="by_hand",
            imports="from starlette.applications import Starlette",
        ),
        Subject(
            "floor",
            "a bare ASGI callable that calls pydantic-core, for what is possible at all",
            environment="starlette",
            applications="floor",
            lacks={
                "scale": "is no framework",
                "W8": "has no parser of forms",
                "W12": "has nothing to add a middleware to",
            },
        ),
        Subject(
            "litestar",
            "Litestar, in its own way",
            environment="litestar",
            applications="litestar",
            imports="from litestar import Litestar, Router, post",
            lacks={
                "W4-rows": "does not validate what it sends",
                "W9-parameters": WORDS_ERRORS_ITSELF,
                "W9-body": WORDS_ERRORS_ITSELF,
                "W12": ONE_KIND,
            },
        ),
        Subject(
            "blacksheep",
            "BlackSheep, in its own way",
            environment="blacksheep",
            applications="blacksheep",
            imports="from blacksheep import Application, Router",
            lacks={
                "W2": "checks no constraints of parameters",
                "W3": "has no response models",
                "W4-rows": "has no response models",
                "W5": "injects services, which read nothing from the request",
                "W6": "runs handlers with def on the event loop",
                "W9-parameters": WORDS_ERRORS_ITSELF,
                "W9-body": WORDS_ERRORS_ITSELF,
                "W12": ONE_KIND,
                "scale": "injects services, which read nothing from the request",
            },
        ),
    )
}
