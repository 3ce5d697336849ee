"""Reads Dockerfiles: instructions of each stage, with what is wrong with them."""

import json
import re
from typing import List, NamedTuple, Set

import pytest


class Instruction(NamedTuple):
    """One instruction of a Dockerfile: `COPY main.py ./`."""

    name: str
    value: str

    @property
    def words(self) -> List[str]:
        """The words of the exec form, or of the plain text."""
        return json.loads(self.value) if self.value.startswith("[") else self.value.split()


KNOWN = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "CMD"}


def read_dockerfile(text: str) -> List[List[Instruction]]:
    """Return the instructions of each stage; raise ValueError for a line that is none."""
    stages: List[List[Instruction]] = []
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, value = line.partition(" ")
        if name not in KNOWN or not value.strip():
            raise ValueError(f"not an instruction: {line}")
        if name == "FROM":
            stages.append([])
        stages[-1].append(Instruction(name, value.strip()))
    return stages


@pytest.fixture
def dockerfile(folder):
    """Read a Dockerfile of the topic, and hold it to what every one of them must do."""

    def read(path: str):
        file = folder / path
        stages = read_dockerfile(file.read_text(encoding="utf-8"))
        earlier: Set[str] = set()
        for stage in stages:
            _check_copies(stage, earlier)
            earlier |= set(re.findall(r" AS (\w+)$", stage[0].value))
        names = [instruction.name for instruction in stages[-1]]
        assert names[-2:] == ["USER", "CMD"], "the server does not run as root"
        assert stages[-1][-1].value.startswith("["), "a shell does not hand on SIGTERM"
        return stages

    return read


def _check_copies(stage, earlier):
    names = [instruction.name for instruction in stage]
    assert names[:2] == ["FROM", "WORKDIR"]
    for instruction in stage:
        if instruction.name == "COPY" and instruction.words[0].startswith("--from="):
            assert instruction.words[0][len("--from=") :] in earlier
