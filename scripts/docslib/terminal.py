"""Writes a `terminal` fence as HTML that is complete without any script.

Lines that begin with `$ ` are typed, those with `> ` continue them, those with `# ` are comments,
`---> 100%` is a progress bar, everything else is output.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from html import escape

KINDS = (
    (re.compile(r"\$ .*"), "command"),
    (re.compile(r"> .*"), "continued"),
    (re.compile(r"# .*"), "comment"),
    (re.compile(r"---> 100%"), "progress"),
    (re.compile(r".*"), "output"),
)
MARKS = ("ok", "warn", "tag", "b", "u")
MARK = re.compile(rf"\[(?P<close>/?)(?P<name>{'|'.join(MARKS)})\]")
OPTIONS = ("title", "static", "delay", "test")
BAR = "█" * 20


@dataclass(frozen=True)
class Buttons:
    """What stands on the buttons of a block, in the language of the page."""

    fast: str = "fast"
    restart: str = "restart"


def terminal_options(
    _language: str, inputs: dict[str, object], options: dict[str, object], *_: object
) -> bool:
    """Accepts a fence whose options are known; any other is left as an ordinary block."""
    delay = str(inputs.get("delay", "0"))
    if not set(inputs) <= set(OPTIONS) or not delay.isdigit():
        return False
    options.update(inputs)
    return True


def format_terminal(
    source: str,
    _language: str,
    _class_name: str,
    options: dict[str, object],
    *_: object,
    buttons: Buttons = Buttons(),
    **__: object,
) -> str:
    """The HTML of one block."""
    title = options.get("title")
    bar = f'<span class="filename">{escape(title)}</span>' if isinstance(title, str) else ""
    lines = "".join(_line(line) for line in source.rstrip("\n").split("\n"))
    return (
        f'<div class="terminal highlight" dir="ltr"{_data(options, buttons)}>{bar}'
        f"<pre><code>{lines}</code></pre></div>"
    )


def _data(options: dict[str, object], buttons: Buttons) -> str:
    if "static" in options:
        return ""
    values = {"delay": options.get("delay", "30"), **asdict(buttons)}
    return "".join(f' data-{name}="{escape(str(value))}"' for name, value in values.items())


def _line(line: str) -> str:
    kind = next(kind for pattern, kind in KINDS if pattern.fullmatch(line))
    return f'<span class="terminal-{kind}">{WRITERS.get(kind, _marked)(line)}\n</span>'


def _prompted(line: str) -> str:
    return f'<span class="terminal-prompt">{escape(line[:2])}</span>{_marked(line[2:])}'


def _progress(_line: str) -> str:
    return f'<span class="terminal-bar">{BAR}</span> 100%'


def _marked(line: str) -> str:
    """Turns `[ok]...[/ok]` and the other marks into elements; all are closed at the end of the line."""
    opened: list[str] = []
    html = MARK.sub(lambda match: _element(match, opened), escape(line, quote=False))
    return html + "</span>" * len(opened)


def _element(match: re.Match[str], opened: list[str]) -> str:
    if not match["close"]:
        opened.append(match["name"])
        return f'<span class="terminal-mark-{match["name"]}">'
    if opened and opened[-1] == match["name"]:
        opened.pop()
        return "</span>"
    return match[0]


WRITERS = {"command": _prompted, "continued": _prompted, "progress": _progress}
