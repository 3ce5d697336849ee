"""Writes the reference of the command line from the commands themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

BEGIN, END = "<!-- begin: commands -->", "<!-- end: commands -->"
NOTES = re.compile(r"^(?P<text>.*?)(?: \[(?P<notes>[^\]]*)\])?$", re.DOTALL)


def with_commands(page: str) -> str:
    """Return a page with what stands between its two marks written anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return "\n\n".join([before + BEGIN, *sections(), END + after])


def sections() -> Iterator[str]:
    """Yield a section for each command of `etude`, in the order of its help."""
    import typer

    for name in import_module("etude.cli").COMMANDS:
        import_module(name)
    group: Any = typer.main.get_command(import_module("etude.cli.program").application)
    for name, command in group.commands.items():
        yield "\n".join(_section(name, command))


def _section(name: str, command: Any) -> Iterator[str]:
    yield f"## `etude {name}` {{ #etude-{name} }}"
    yield ""
    yield _words(command.help)
    yield ""
    yield "| argument or option | meaning | default |"
    yield "|---|---|---|"
    for parameter in command.params:
        match = NOTES.fullmatch(getattr(parameter, "help", "") or "")
        text, notes = (match["text"], match["notes"]) if match else ("", None)
        default = "required" if parameter.required else (notes or "").replace("default: ", "")
        yield f"| {_names(parameter)} | {_words(text)} | {_words(default)} |"


def _names(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{parameter.name.upper()}`"
    return ", ".join(f"`{name}`" for name in [*parameter.opts, *parameter.secondary_opts])


def _words(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text.strip())
    whole = "\n\n".join(" ".join(part.split()) for part in paragraphs)
    return re.sub(r"(?<![`\w])(--[\w-]+)", r"`\1`", whole).replace("|", "\\|").replace("<", "&lt;")
