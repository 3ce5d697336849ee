"""Puts emoji in the place of words, for the language `em`, which is a joke and nobody's work.

Whatever a translator has to keep stays: code, includes, links, ids, elements, the keywords of blocks.
"""

from __future__ import annotations

import re
from typing import Iterator, Mapping

from .machines import outside_of_fences

KEPT_LINE = re.compile(r"\s*(?:\{[*!]|:::|<!--|\*\[[^\]]*\]:|/{3,}\s*tab\b|/{3,}\s*[\w-]*\s*$).*")
BLOCK = re.compile(r"(?P<head>\s*/{3,}\s*[\w-]+\s*\|)(?P<title>.*)")
PIECE = re.compile(
    r"(?P<kept>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|\{[^{}]*\}|\]\([^)]*\)|\]\[[^\]]*\]"
    r"|\[[^\]]*\]\[\]|\[\^[^\]]*\]|<[^<>]*>|\+\+[^+\s]+\+\+|https?://\S+)|(?P<word>[A-Za-z]+)"
)
ENDINGS = ("", "s", "es", "d", "ed", "ing")


def in_emoji(markdown: str, words: Mapping[str, str]) -> str:
    """A page with emoji for the words that have one."""

    def changed(line: str) -> str:
        if KEPT_LINE.fullmatch(line):
            return line
        block = BLOCK.fullmatch(line)
        if block:
            return block["head"] + text_in_emoji(block["title"], words)
        return text_in_emoji(line, words)

    return "\n".join(outside_of_fences(markdown.split("\n"), changed))


def text_in_emoji(text: str, words: Mapping[str, str]) -> str:
    """One line of prose with emoji."""
    return PIECE.sub(lambda match: match["kept"] or _emoji(match["word"], words), text)


def _emoji(word: str, words: Mapping[str, str]) -> str:
    return next((words[stem] for stem in _stems(word.lower()) if stem in words), word)


def _stems(word: str) -> Iterator[str]:
    for ending in ENDINGS:
        if word.endswith(ending):
            yield word[: len(word) - len(ending)]
