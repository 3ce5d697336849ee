"""What an include line shows: for every form the text, its highlights and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

from .directive import Directive
from .forms import Form, choose, find_forms, normalised, split_form
from .problems import IncludeError
from .selection import Source, select


@dataclass(frozen=True)
class Omissions:
    """What the comments say that stand for the code that is not shown."""

    above: str = "code above omitted"
    between: str = "code between omitted"
    below: str = "code below omitted"


IN_ENGLISH = Omissions()


@dataclass(frozen=True)
class Listing:
    """One form as the page shows it."""

    form: Form
    path: str
    text: str
    highlighted: tuple[int, ...]
    whole: str | None = None


@dataclass(frozen=True)
class Example:
    """All forms of one example as one page shows them.

    Args:
        target: what the include line names.
        title: what stands above the code in place of its path.
        listings: the forms.
        earlier: the number of the example of the page that has the same files in whole, if not 0.
    """

    target: str
    title: str
    listings: tuple[Listing, ...]
    earlier: int = 0

    @property
    def name(self) -> str:
        """The topic and the name, without the path of a module inside: `settings/app01`."""
        topic, stem, *_ = normalised(self.target).split("/")
        return f"{topic}/{split_form(stem)[0]}"

    def has_files_of(self, other: Example) -> bool:
        """Whether both show the same files, be it other parts of them."""
        return [item.path for item in self.listings] == [item.path for item in other.listings]

    def group(self, *, is_annotated: bool) -> tuple[Listing, ...]:
        """The listings with, or those without, `Annotated`."""
        return tuple(item for item in self.listings if item.form.is_annotated == is_annotated)


def plan_example(directive: Directive, examples: Path, omissions: Omissions) -> Example:
    """Finds the forms and resolves every selector in each of them."""
    forms = find_forms(examples, directive.target)
    if directive.only:
        forms = choose(forms, directive.only)
    paths = [form.path.relative_to(examples.parent).as_posix() for form in forms]
    sources = [Source(path, form.read()) for path, form in zip(paths, forms)]
    nothing: list[frozenset[int]] = [frozenset()] * len(forms)
    highlighted = select(directive.highlighted, sources) if directive.highlighted else nothing
    shown = select(directive.shown, sources) if directive.shown else nothing
    listings = tuple(
        _listing(form, source, lines, part, omissions)
        for form, source, lines, part in zip(forms, sources, highlighted, shown)
    )
    return Example(directive.target, directive.title, listings)


def _listing(
    form: Form,
    source: Source,
    highlighted: frozenset[int],
    shown: frozenset[int],
    omissions: Omissions,
) -> Listing:
    if not shown:
        return Listing(form, source.name, source.text, tuple(sorted(highlighted)))
    outside = sorted(highlighted - shown)
    if outside:
        raise IncludeError(
            f"line {outside[0]} of {source.name} is highlighted and not shown; widen ln[...]"
        )
    rows = _rows(sorted(shown), len(source.lines), omissions)
    text = "".join(f"{source.lines[row - 1] if isinstance(row, int) else row}\n" for row in rows)
    positions = tuple(place for place, row in enumerate(rows, start=1) if row in highlighted)
    return Listing(form, source.name, text, positions, whole=source.text)


def _rows(shown: Sequence[int], last: int, omissions: Omissions) -> list[int | str]:
    """The line numbers to show, with a comment wherever lines are left out."""
    rows: list[int | str] = [_comment(omissions.above)] if shown[0] > 1 else []
    previous = shown[0] - 1
    for number in shown:
        if number > previous + 1:
            rows.append(_comment(omissions.between))
        rows.append(number)
        previous = number
    return [*rows, _comment(omissions.below)] if previous < last else rows


def _comment(words: str) -> str:
    return f"# ({words})"
