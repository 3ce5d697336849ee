"""What `scripts/docs.py` says."""

from __future__ import annotations

import re
import socket

import pytest


def test_linenos_prints_lines_and_symbols(site):
    site.examples.write_forms("topic/tutorial001", "plain", "_an_py310")

    result = site.run("../../scripts/docs.py", "linenos", "topic/tutorial001", folder="docs/en")

    assert result.returncode == 0, result.stderr
    assert result.stdout == (
        "docs_src/topic/tutorial001_an_py310.py (Python 3.10+), forms: _an_py310, plain\n\n"
        "   1  from typing import Annotated\n"
        "   2\n"
        "   3  from etude import Etude, Query\n"
        "   4\n"
        "   5  app = Etude()\n"
        "   6\n"
        "   7\n"
        '   8  @app.get("/items/", status_code=200)\n'
        "   9  async def read_items(\n"
        "  10      q: Annotated[list[str] | None, Query(max_length=5)] = None,\n"
        "  11  ):\n"
        '  12      answer = {"q": q}\n'
        "  13      return answer\n"
        "\nSymbols (those with ? are not in every form):\n"
        "  import Annotated?                            1\n"
        "  import Etude                                 3\n"
        "  import Query                                 3\n"
        "  app                                          5\n"
        "  read_items                                   8-13\n"
        "  def read_items                               9-11\n"
        "  @read_items                                  8\n"
        "  @read_items(status_code)                     8\n"
        "  read_items(q)                                10\n"
        "  read_items(q.max_length)                     10\n"
        "  read_items.answer                            12\n"
    )


def test_linenos_prints_the_form_that_is_asked_for(site):
    site.examples.write_forms("topic/tutorial001", "plain", "_an_py310")

    result = site.run("scripts/docs.py", "linenos", "topic/tutorial001", "--form", "plain")

    assert result.stdout.startswith("docs_src/topic/tutorial001.py (Python 3.8+)")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["topic/tutorial01"],
            "there is no example topic/tutorial01. Nearest: topic/tutorial001.\n",
        ),
        (["topic/tutorial001", "--form", "_py39"], "there is no form '_py39'. Nearest: plain.\n"),
    ],
)
def test_linenos_says_what_is_near(site, arguments, message):
    site.examples.write_forms("topic/tutorial001", "plain")

    result = site.run("scripts/docs.py", "linenos", *arguments)

    assert (result.returncode, result.stdout, result.stderr) == (1, "", message)


def test_wrong_usage_is_status_2(site):
    assert site.run("scripts/docs.py").returncode == 2
    assert site.run("scripts/docs.py", "sing").returncode == 2


def test_serve_asks_for_a_built_site(site):
    result = site.run("scripts/docs.py", "serve")

    assert result.returncode == 1
    assert result.stderr == "There is no site in site; run `docs.py build` first.\n"


@pytest.mark.parametrize("command", ["live", "serve"])
def test_a_taken_port_is_said(site, command):
    (site.root / "site").mkdir()
    (site.root / "site/index.html").touch()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        result = site.run("scripts/docs.py", command, "--port", port)

    assert result.returncode == 1
    assert result.stderr == (
        f"Port {port} is taken; end what runs there, or give another one with --port.\n"
    )


def test_the_root_configuration_is_thin(site):
    lines = (site.root / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    keys = {line.split(":")[0] for line in lines if line[:1].isalpha()}

    assert keys == {"INHERIT", "docs_dir", "site_dir", "theme", "hooks", "watch"}


def test_the_configuration_has_no_tags(site):
    assert not re.search(r"(^|\s)!", (site.root / "docs/en/mkdocs.yml").read_text("utf-8"))
