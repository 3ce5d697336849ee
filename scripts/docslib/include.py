"""The Python-Markdown extension that turns include lines into examples.

It works in two steps. Before anything else reads the page, each include line is replaced by a token,
so that nothing takes the included text for Markdown or for an include of another kind. Later, when
the text is clean and fences can be highlighted, each token is replaced by the finished HTML.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Mapping, Sequence

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from .directive import LINE, parse_directive
from .lines import replace_includes
from .listing import Example, Omissions, plan_example
from .problems import IncludeError, Problem
from .rendering import Renderer, Wording

BEFORE_PLAIN_INCLUDES = 112
BEFORE_FENCES = 26


@dataclass
class PageContext:
    """The page that is being rendered, the address of the playground there, and what is wrong so far."""

    page: str = "page"
    playground: str = "playground/"
    first_line: int = 1
    problems: list[Problem] = field(default_factory=list)

    def report(self, index: int, message: str) -> None:
        """Notes a problem on a line, counted from 0 in the text without front matter."""
        self.problems.append(Problem(self.page, self.first_line + index, message))


@dataclass(frozen=True)
class Settings:
    """Where examples lie, where their files can be read, and the words around them.

    Args:
        runnable: how many bytes a page loads to run an example, for each that can run.
    """

    examples: Path
    file_url: str = ""
    runnable: Mapping[str, int] = field(default_factory=dict)
    wording: Wording = field(default_factory=Wording)
    omissions: Omissions = field(default_factory=Omissions)


class ExamplesExtension(Extension):
    """Adds `{* topic/name *}` to Markdown."""

    def __init__(self, settings: Settings, context: PageContext) -> None:
        super().__init__()
        self.settings = settings
        self.context = context

    def extendMarkdown(self, md: Markdown) -> None:
        """Registers both steps; the name of this method is given by Markdown."""
        planned: dict[str, Example] = {}
        planner = Planner(md, self.settings, self.context, planned)
        md.preprocessors.register(planner, "plan_examples", BEFORE_PLAIN_INCLUDES)
        placer = Placer(md, self.settings, self.context, planned)
        md.preprocessors.register(placer, "place_examples", BEFORE_FENCES)


class Planner(Preprocessor):
    """Replaces each include line by a token and remembers what it asks for."""

    def __init__(
        self, md: Markdown, settings: Settings, context: PageContext, planned: dict[str, Example]
    ) -> None:
        super().__init__(md)
        self.settings = settings
        self.context = context
        self.planned = planned

    def run(self, lines: list[str]) -> list[str]:
        """The page with tokens."""
        self.planned.clear()
        return replace_includes(lines, self._token, self.context.report)

    def _token(self, index: int, line: str) -> str:
        match = LINE.fullmatch(line)
        if match is None:
            self.context.report(index, f"{line.strip()}: an include line ends with *}}")
            return ""
        try:
            example = plan_example(
                parse_directive(match["body"]), self.settings.examples, self.settings.omissions
            )
        except IncludeError as error:
            self.context.report(index, f"{line.strip()}: {error}")
            return ""
        token = f"example-number-{len(self.planned) + 1}-stands-here"
        earlier = (
            n for n, other in enumerate(self.planned.values(), 1) if example.has_files_of(other)
        )
        self.planned[token] = replace(example, earlier=next(earlier, 0))
        return match["indent"] + token


class Placer(Preprocessor):
    """Replaces each token by the HTML of its example."""

    def __init__(
        self, md: Markdown, settings: Settings, context: PageContext, planned: dict[str, Example]
    ) -> None:
        super().__init__(md)
        self.context = context
        self.planned = planned
        self.renderer = Renderer(
            self._highlight, settings.file_url, settings.wording, settings.runnable
        )

    def run(self, lines: list[str]) -> list[str]:
        """The page with the examples stashed away from Markdown."""
        return [self._placed(line) for line in lines]

    def _placed(self, line: str) -> str:
        token = line.strip()
        if token not in self.planned:
            return line
        number = list(self.planned).index(token) + 1
        html = self.renderer.render(self.planned[token], number, self.context.playground)
        return line.replace(token, self.md.htmlStash.store(html))

    def _highlight(self, code: str, lines: Sequence[int], title: str) -> str:
        """Lets the fences' own highlighter work, so that examples look like every other block."""
        options = {"title": title}
        if lines:
            options["hl_lines"] = " ".join(map(str, lines))
        fences: Any = self.md.preprocessors["fenced_code_block"]
        fences.get_hl_settings()
        fences.line_count = code.count("\n") + 1
        html: str = fences.highlight(
            src=code,
            language="python",
            options=options,
            md=self.md,
            classes=[],
            id_value="",
            attrs={},
        )
        return html
