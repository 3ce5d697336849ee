"""Reads from a page, in order, which examples it includes and which commands it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from docslib.directive import LINE, parse_directive
from docslib.lines import FENCE
from docslib.places import DEFAULT_LANGUAGE, language_folder
from docslib.plain import INCLUDE

ENGLISH = language_folder(DEFAULT_LANGUAGE)
FENCED = re.compile(r"(?P<language>terminal|console)\b(?P<options>.*)")
OPTION = re.compile(r'(?P<name>\w+)="(?P<value>[^"]*)"')
MARK = re.compile(r"\[/?(?:ok|warn|tag|b|u)\]")


@dataclass(frozen=True)
class Included:
    """An include line: what follows it on the page speaks of this example.

    With a title such as `app/main.py` it says where its reader has the file.
    """

    target: str
    title: str = ""


@dataclass(frozen=True)
class Shown:
    """A command with the output that the page shows below it; `line` counts from 1."""

    line: int
    command: str
    output: str
    example: str = ""


def read(page: Path) -> Iterator[Included | Shown]:
    """Yields what a page includes and shows, from its top to its end."""
    lines = page.read_text(encoding="utf-8").split("\n")
    index = 0
    while index < len(lines):
        fence = FENCE.fullmatch(lines[index])
        if fence is None:
            included = LINE.fullmatch(lines[index])
            if included and "{*" in lines[index]:
                directive = parse_directive(included["body"])
                yield Included(directive.target, directive.title)
            index += 1
            continue
        start, marker = index + 1, fence["marker"]
        index = next(at for at in range(start, len(lines)) if lines[at].strip(" \t>") == marker)
        opened = FENCED.fullmatch(fence["rest"].strip())
        if opened:
            options = {
                match["name"]: match["value"] for match in OPTION.finditer(opened["options"])
            }
            body = "\n".join(map(_with_files, lines[start:index])).split("\n")
            yield from _commands(start + 1, _unindented(body), options.get("test", ""))
        index += 1


def _unindented(lines: list[str]) -> list[str]:
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[margin:] for line in lines]


def _with_files(line: str) -> str:
    """A line, or the text of the file that a plain include on it names."""
    match = INCLUDE.search(line)
    if match is None:
        return line
    return (ENGLISH / match["body"].partition("[")[0].strip()).read_text(encoding="utf-8").rstrip()


def _commands(first: int, lines: list[str], example: str) -> Iterator[Shown]:
    """Yields the commands of one block; a command goes on where a line ends with a backslash."""
    command: list[str] = []
    output: list[str] = []
    started = first
    for number, line in enumerate(lines, start=first):
        if line.startswith("$ "):
            if command:
                yield Shown(started, "\n".join(command), "\n".join(output), example)
            started, command, output = number, [line[2:]], []
        elif command and not output and command[-1].endswith("\\"):
            command.append(line.removeprefix("> "))
        elif command and not output and line.startswith("> "):
            command.append(line[2:])
        elif command and not line.startswith("# "):
            output.append(MARK.sub("", line))
    if command:
        yield Shown(started, "\n".join(command), "\n".join(output).strip("\n"), example)
