"""Checks plain includes (`{!../../docs_src/file!}`) before mdx-include reads them.

mdx-include leaves an empty block where a file is missing and leaves a slice that it cannot read as
text; neither is a failure to it. Here both are.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Callable

from .problems import nearest

INCLUDE = re.compile(r"(?<!\\)\{!(?P<body>.*?)!\}")
BODY = re.compile(r"(?P<flags>[+>-]*)\s*(?P<path>[^\[\]|]+?)\s*(?:\[ln:(?P<slices>[^\]]*)\])?\s*")
SLICE = re.compile(r"(?P<first>\d+)(?:-(?P<last>\d*))?")

Report = Callable[[int, str], None]


def checked_includes(markdown: str, folder: Path, root: Path, report: Report) -> str:
    """The page without its faulty plain includes, each of which is reported with its line."""
    lines = markdown.split("\n")
    for index, line in enumerate(lines):
        for match in INCLUDE.finditer(line):
            fault = find_fault(match["body"], folder, root)
            if fault:
                report(index, f"{match[0]}: {fault}")
                lines[index] = lines[index].replace(match[0], "")
    return "\n".join(lines)


def find_fault(body: str, folder: Path, root: Path) -> str | None:
    """What is wrong with one plain include, if anything is."""
    match = BODY.fullmatch(body)
    if match is None:
        return "cannot be read; write {!../../docs_src/folder/file!} or add [ln:3-9]"
    if "://" in match["path"]:
        return "files are never included over the network; put the file into the repository"
    if "+" in match["flags"]:
        return "includes are not recursive; remove the +"
    path = (folder / match["path"]).resolve()
    if root not in path.parents:
        return f"the file is outside of the repository, counted from {folder.relative_to(root)}"
    if not path.is_file():
        return f"there is no file {path.relative_to(root)}. {_nearest_file(path)}"
    return _fault_of_slices(match["slices"], path)


def _nearest_file(path: Path) -> str:
    if not path.parent.is_dir():
        return f"There is no folder {path.parent.name} either."
    return nearest(path.name, (file.name for file in path.parent.iterdir() if file.is_file()))


def _fault_of_slices(slices: str | None, path: Path) -> str | None:
    if slices is None:
        return None
    length = len(path.read_text(encoding="utf-8").splitlines())
    for piece in slices.split(","):
        match = SLICE.fullmatch(piece.strip())
        if match is None:
            return f"cannot read the lines {piece!r}; write [ln:3-9], [ln:3-] or [ln:3,7-9]"
        first = int(match["first"])
        last = int(match["last"] or (length if "-" in piece else first))
        if not 1 <= first <= last <= length:
            return f"the file has lines 1 to {length}, not {piece}"
    return None
