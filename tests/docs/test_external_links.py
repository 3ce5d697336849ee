"""What the page of external resources promises of its entries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs/en/docs/external-links.md"
SECTION = re.compile(r"^## .+? \{ #(\S+) \}$", re.MULTILINE)
ENTRY = re.compile(r"^\| \[(.+?)\]\((\S+?)\)", re.MULTILINE)
LINK = re.compile(r"\]\((\w+:\S+?)\)")


def sections():
    _, *parts = SECTION.split(PAGE.read_text(encoding="utf-8"))
    return dict(zip(parts[::2], parts[1::2]))


@pytest.mark.parametrize("name", ["standards", "tools", "articles", "talks"])
def test_the_entries_of_a_section_are_in_alphabetical_order(name):
    titles = [title.casefold() for title, _ in ENTRY.findall(sections()[name])]

    assert titles
    assert titles == sorted(titles)


def test_every_address_is_listed_once_and_has_https():
    addresses = LINK.findall(PAGE.read_text(encoding="utf-8"))

    assert len(addresses) == len(set(addresses))
    assert [address for address in addresses if not address.startswith("https://")] == []
