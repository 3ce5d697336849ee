"""Small sites, built with the real configuration and the real hook."""

from __future__ import annotations

import hashlib
import json
import re
import socket
from pathlib import Path
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.site
ROOT = Path(__file__).resolve().parents[2]

INCLUDE = "{* topic/tutorial001 hl[read_items(q)] *}"
PLAIN = "```text\n{!../../docs_src/topic/note.txt!}\n```"
FORMS = ("plain", "_py39", "_py310", "_an", "_an_py39", "_an_py310")


def words_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_every_way_of_building_gives_the_same_page(site):
    site.examples.write_forms("topic/tutorial001", *FORMS)
    site.examples.write("topic/note.txt", "a plain file\n")
    site.write("index.md", f"# Home {{ #home }}\n\n{INCLUDE}\n\n{PLAIN}\n")
    ways = [((), "."), ((), "docs/en"), (("-f", "docs/en/mkdocs.yml"), ".")]
    ways += [(("-f", "../mkdocs.yml"), "docs")]
    pages = []

    for options, folder in ways:
        result = site.build("--strict", *options, folder=folder)
        assert result.returncode == 0, result.stderr
        pages.append(site.built("index.html"))

    assert pages == [pages[0]] * len(ways)
    assert "a plain file" in pages[0]
    assert pages[0].count('class="hll"') == len(FORMS)


def test_the_search_index_holds_the_first_form_once(site):
    site.examples.write_forms("topic/tutorial001", *FORMS)
    site.write("index.md", f"# Home {{ #home }}\n\nWords.\n\n{INCLUDE}\n\nMore words.\n")

    assert site.build("--strict").returncode == 0

    index = json.loads(site.built("search/search_index.json"))
    text = " ".join(entry["text"] for entry in index["docs"] if entry["location"] in ("", "#home"))
    assert text.count("async def read_items(") == 1
    assert "list[str] | None" in text
    assert "Python 3.8+" not in text
    assert "More words." in text
    page = site.built("index.html")
    assert words_of(page).count("async def read_items(") == len(FORMS)
    assert "nosearch" not in page


def test_a_wrong_include_line_fails_any_build_and_names_page_and_line(site):
    site.examples.write_forms("topic/tutorial001", "plain")
    front_matter = "---\nhide:\n  - navigation\n---\n\n"
    site.write(
        "tutorial/body.md", f"{front_matter}# Body {{ #body }}\n\n{{* topic/tutorial01 *}}\n"
    )
    site.write("index.md", "# Home { #home }\n\n{* topic/tutorial001 hl[read] *}\n")

    result = site.build("--no-strict")

    assert result.returncode == 1
    assert (
        "docs/en/docs/tutorial/body.md:8: {* topic/tutorial01 *}: "
        "there is no example topic/tutorial01. Nearest: topic/tutorial001."
    ) in result.stderr
    assert "docs/en/docs/index.md:3: {* topic/tutorial001 hl[read] *}: " in result.stderr
    assert "2 problems with includes" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_example_that_is_deleted_fails_the_build(site):
    site.examples.write_forms("topic/tutorial001", "plain")
    site.write("index.md", "# Home { #home }\n\n{* topic/tutorial001 *}\n")
    before = site.build("--strict").returncode
    (site.examples.folder / "topic/tutorial001.py").unlink()

    after = site.build("--strict")

    assert (before, after.returncode) == (0, 1)
    assert "docs/en/docs/index.md:3:" in after.stderr


def test_a_plain_include_of_a_missing_file_fails_the_build(site):
    site.write("index.md", "# Home { #home }\n\n```yaml\n{!../../docs_src/gone.yml!}\n```\n")

    result = site.build("--no-strict")

    assert result.returncode == 1
    assert "docs/en/docs/index.md:4: {!../../docs_src/gone.yml!}: there is no f" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("[x](tutorial/body.md#gone)", "does not contain an anchor '#gone'"),
        ("[x](gone.md)", "the target is not found"),
        ("[x](/tutorial/body.md)", "absolute link"),
    ],
)
def test_a_broken_link_fails_a_strict_build(site, text, warning):
    site.write("index.md", f"# Home {{ #home }}\n\n{text}\n")

    result = site.build()

    assert result.returncode == 1
    assert warning in result.stderr


def test_a_page_outside_of_the_navigation_fails_a_strict_build(site):
    site.write("forgotten.md", "# Forgotten { #forgotten }\n")

    assert site.build().returncode == 1


def test_line_numbers_are_a_switch_of_the_environment(site, monkeypatch):
    site.examples.write_forms("topic/tutorial001", "plain")
    site.write("index.md", f"# Home {{ #home }}\n\n{INCLUDE}\n")
    monkeypatch.setenv("LINENUMS", "true")

    assert site.build("--strict").returncode == 0
    assert "highlighttable" in site.built("index.html")


def test_live_refuses_a_wrong_page_and_ends_with_its_command(site):
    site.examples.write_forms("topic/tutorial001", "plain")
    site.write("index.md", "# Home { #home }\n\n{* topic/tutorial001 hl[gone] *}\n")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    failed = site.run("scripts/docs.py", "live", "--port", str(port))
    site.write("index.md", "# Home { #home }\n\n{* topic/tutorial001 hl[app] *}\n")

    with site.start("scripts/docs.py", "live", "--port", str(port)) as live:
        for line in live.stderr:
            if "Serving on" in line:
                break
        with urlopen(f"http://127.0.0.1:{port}/") as answer:
            page = answer.read().decode()
        live.terminate()
        rest = live.stderr.read()

    assert failed.returncode == 1
    assert "has no symbol 'gone'" in failed.stderr
    assert 'class="hll"' in page
    assert "Traceback" not in rest
    with socket.socket() as connection:
        assert connection.connect_ex(("127.0.0.1", port)) != 0


def test_the_check_command_builds_and_follows_every_link(site):
    fine = site.run("scripts/docs.py", "check")
    site.write("index.md", '# Home { #home }\n\n<a href="gone/">x</a>\n')
    broken = site.run("../scripts/docs.py", "check", folder="docs")

    assert fine.returncode == 0, fine.stderr
    assert re.search(r"^\d+ pages, \d+ links, 0 problems$", fine.stdout, re.MULTILINE)
    assert broken.returncode == 1
    assert "index.html: gone/: leads to no file" in broken.stderr


def test_the_files_of_others_are_those_that_were_recorded():
    folder = ROOT / "docs" / "en" / "docs" / "js" / "vendor"
    recorded = json.loads((folder / "versions.json").read_text(encoding="utf-8"))
    sums = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.js")
    }
    assert sums == {name: entry["sha256"] for name, entry in recorded.items()}
