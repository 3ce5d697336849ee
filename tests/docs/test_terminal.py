"""What a `terminal` fence becomes."""

from __future__ import annotations

import html
import re

import pytest

markdown = pytest.importorskip("markdown", reason="needs the docs extra")

from docslib.terminal import format_terminal, terminal_options  # noqa: E402

FENCE = {
    "name": "terminal",
    "class": "terminal",
    "format": format_terminal,
    "validator": terminal_options,
}


def render(text):
    return markdown.markdown(
        text,
        extensions=["pymdownx.superfences"],
        extension_configs={"pymdownx.superfences": {"custom_fences": [FENCE]}},
    )


def readable(page):
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def test_a_block_is_complete_without_a_script():
    page = render('```terminal title="Start"\n# Note\n$ etude dev\n> --now\nDone\n---> 100%\n```')

    assert page == (
        '<div class="terminal highlight" dir="ltr" data-delay="30" data-fast="fast" '
        'data-restart="restart"><span class="filename">Start</span><pre><code>'
        '<span class="terminal-comment"># Note\n</span>'
        '<span class="terminal-command"><span class="terminal-prompt">$ </span>etude dev\n</span>'
        '<span class="terminal-continued"><span class="terminal-prompt">&gt; </span>--now\n</span>'
        '<span class="terminal-output">Done\n</span>'
        '<span class="terminal-progress"><span class="terminal-bar">████████████████████</span> '
        "100%\n</span></code></pre></div>"
    )


def test_marks_become_elements_and_html_stays_text():
    page = render(
        "```terminal\n[ok]fine[/ok] [b][u]both[/u][/b] <b>&amp;</b> [warn]to the end\n```"
    )

    assert '<span class="terminal-mark-ok">fine</span>' in page
    assert '<span class="terminal-mark-b"><span class="terminal-mark-u">both</span></span>' in page
    assert '<span class="terminal-mark-warn">to the end</span>' in page
    assert readable(page) == "fine both <b>&amp;</b> to the end\n"


@pytest.mark.parametrize("line", ["[INFO] x", "a[0]", "[/ok] nothing opened", "", "$", ">>> 1"])
def test_brackets_that_are_no_marks_stay(line):
    assert readable(render(f"```terminal\nfirst\n{line}\nlast\n```")) == f"first\n{line}\nlast\n"


def test_a_static_block_is_not_played():
    assert "data-delay" not in render("```terminal static\n$ ls\n```")


def test_the_delay_can_be_set():
    assert 'data-delay="80"' in render('```terminal delay="80"\n$ ls\n```')


@pytest.mark.parametrize("options", ['delay="soon"', 'colour="red"'])
def test_a_block_with_a_wrong_option_is_not_a_terminal(options):
    assert 'class="terminal' not in render(f"```terminal {options}\n$ ls\n```")
