"""Compares the pages with those of an earlier commit: nothing that others link to may get lost."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path
from typing import Iterator, Mapping

from .page_source import PageSource
from .redirects import Redirects


class HistoryError(Exception):
    """The commit cannot be read; the message is that of git."""


def earlier(root: Path) -> str | None:
    """A commit to compare with: the last release, else where the branch began, else the one before.

    None when the history is not there, as in a clone of the last commit alone.
    """
    head = git(root, "rev-parse", "HEAD").strip()
    found = (
        git(root, "describe", "--tags", "--abbrev=0", "HEAD~1"),
        git(root, "merge-base", "HEAD", "origin/main"),
        git(root, "merge-base", "HEAD", "main"),
        git(root, "rev-parse", "HEAD~1"),
    )
    commits = (commit.strip() for commit in found)
    return next((commit for commit in commits if commit and commit != head), None)


def git(root: Path, *arguments: str) -> str:
    """What git answers; nothing when it does not know, or is not there."""
    try:
        result = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        return ""
    return "" if result.returncode else result.stdout.decode("utf-8", "replace")


def pages_at(commit: str, root: Path, folder: str) -> dict[str, PageSource]:
    """The pages of a folder as they were at a commit, by their path in it."""
    command = ["git", "archive", "--format=tar", commit, folder]
    result = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if result.returncode:
        raise HistoryError(result.stderr.decode().strip())
    pages: dict[str, PageSource] = {}
    with tarfile.open(fileobj=io.BytesIO(result.stdout)) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.endswith(".md") else None
            if content is not None:
                path = member.name[len(folder.rstrip("/")) + 1 :]
                pages[path] = PageSource(path, content.read().decode("utf-8"))
    return pages


def lost(
    before: Mapping[str, PageSource], now: Mapping[str, PageSource], redirects: Redirects
) -> Iterator[str]:
    """The pages and ids that were there, are not there now, and lead nowhere."""
    for path, page in before.items():
        if path not in now:
            if path not in redirects.pages:
                yield f"A03 {path}: the page is gone; say in docs/redirects.yml where it is now"
            continue
        known = now[path].ids | set(redirects.headings.get(path, {}))
        for identity in sorted(page.ids - known):
            yield f"A03 {path}#{identity}: the id is gone; say in docs/redirects.yml where it is now"
