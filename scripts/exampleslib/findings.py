"""What a check of the examples reports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something that is not as the rule says: where, what, and the difference in text if any."""

    where: str
    what: str
    difference: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f"\n{self.difference}" if self.difference else "")
