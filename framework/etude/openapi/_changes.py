"""What a change between two documents is, and the rules that say whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, Iterator, Mapping, Sequence

ANY: dict[str, Any] = {}
"""The schema that takes everything; one object, so that it is known again."""


class Level(str, Enum):
    """Whom a change concerns."""

    breaking = "breaking"
    """Clients that work with the old document may fail."""
    additive = "additive"
    """Something is new, or less is demanded; clients need not know."""
    cosmetic = "cosmetic"
    """What is sent is the same."""


class Sender(Enum):
    """Who sends a value; the codes of its rules begin with the value."""

    client = "request"
    service = "response"


@dataclass(frozen=True)
class Change:
    """One difference between two documents."""

    level: Level
    code: str
    """The rule that it falls under, a key of `RULES`."""
    place: str
    """The method and the path, or empty where it concerns the whole document."""
    part: str
    """What it is about there, `request body.price` for example, or empty."""
    message: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.place, self.part))) or "the document"
        return f"{self.level.value} {self.code}: {where}: {self.message}"


_RULES = {
    Level.breaking: """
        operation-removed parameter-removed required-parameter-added parameter-required
        parameter-form-changed body-removed required-body-added body-required media-type-removed
        response-removed header-removed header-optional security-tightened security-scheme-changed server-removed
        request-type-narrowed request-value-removed request-limit-tightened request-form-changed
        request-property-removed required-request-property-added request-property-required
        request-default-changed response-type-widened response-value-added response-limit-loosened
        response-form-changed response-property-removed response-property-optional""",
    Level.additive: """
        operation-added parameter-added parameter-optional body-added body-optional
        media-type-added response-added error-response-removed header-added required-header-added header-required security-loosened
        server-added request-type-widened request-value-added request-limit-loosened
        request-property-added request-property-optional response-type-narrowed
        response-value-removed response-limit-tightened response-property-added
        required-response-property-added response-property-required""",
    Level.cosmetic: """
        operation-deprecated operation-id-changed path-name-changed words-changed
        response-default-changed""",
}

RULES: dict[str, Level] = {code: level for level, codes in _RULES.items() for code in codes.split()}
"""The level of each kind of change, by its code."""

_SAID = {"added": "is new", "removed": "is gone", "changed": "is another one"}


class Changes:
    """Two documents, and what was found in them up to now."""

    def __init__(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        self.old = old
        self.new = new
        self.found: list[Change] = []
        self.enter("")

    def enter(self, place: str) -> None:
        """Go on to another operation, in which each schema is compared again."""
        self.place = place
        self.compared: set[Any] = set()

    def add(self, code: str, part: str = "", message: str = "") -> None:
        """Note a change at the present place."""
        word = code.rpartition("-")[2]
        told = message or _SAID.get(word, f"is {word} now")
        self.found.append(Change(RULES[code], code, self.place, part, told))

    def words(self, part: str, old: Any, new: Any, names: Sequence[str]) -> None:
        """Note which of some texts have changed."""
        changed = [name for name in names if old.get(name) != new.get(name)]
        if changed:
            self.add("words-changed", part, f"{' and '.join(changed)} changed")

    def has_both(self, kind: str, part: str, old: Any, new: Any) -> bool:
        """Note that something is there on one side only, or is required on one side only."""
        is_required = isinstance(new, dict) and new.get("required") is True
        if old is None or new is None:
            added = f"required-{kind}-added" if is_required else f"{kind}-added"
            self.add(added if old is None else f"{kind}-removed", part)
            return False
        if isinstance(old, dict) and (old.get("required") is True) != is_required:
            self.add(f"{kind}-{'required' if is_required else 'optional'}", part)
        return True

    def pairs(
        self, kind: str, part: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> Iterator[tuple[str, Any, Any]]:
        """Return what both sides have, with its part; note what only one of them has."""
        for name in {**old, **new}:
            before, after = target_of(self.old, old.get(name)), target_of(self.new, new.get(name))
            if self.has_both(kind, f"{part} {name}", before, after):
                yield f"{part} {name}", before, after


def target_of(document: Mapping[str, Any], node: Any) -> Any:
    """Return what a reference inside a document stands for, or the node itself."""
    seen = set()
    while isinstance(node, dict) and str(node.get("$ref")).startswith("#/"):
        if node["$ref"] in seen:
            return ANY
        seen.add(node["$ref"])
        parts = node["$ref"][2:].split("/")
        node = document
        for part in parts:
            node = node.get(part.replace("~1", "/").replace("~0", "~"), ANY)
    return node
