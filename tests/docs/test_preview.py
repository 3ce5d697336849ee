"""What `docs.py live` builds when a file has changed: what is made from it, and nothing else."""

from __future__ import annotations

import socket
import sys
from urllib.request import urlopen

import pytest

if sys.version_info < (3, 11):
    pytest.skip("the tools of the site need Python 3.11", allow_module_level=True)

pytestmark = pytest.mark.site

HOME = "# Home { #home }\n\n{* topic/tutorial001 *}\n"


def test_a_change_builds_what_is_made_from_it_and_shows_what_is_wrong(site):
    site.examples.write_forms("topic/tutorial001", "plain")
    site.write("index.md", HOME)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"

    with site.start("scripts/docs.py", "live", "--port", str(port)) as live:
        try:
            told(live, "Serving on")
            (site.examples.folder / "topic/.tutorial001.py.swp").write_text("")
            site.write("index.md", f"{HOME}\nNew words.\n")
            first = told(live, "Built again")
            told(live, "Reloading browsers")
            changed = read(address)
            site.examples.write("topic/tutorial001.py", "print('other code')\n")
            second = told(live, "Built again")
            told(live, "Reloading browsers")
            with_example = read(address)
            site.write("index.md", "# Home { #home }\n\n{* topic/tutorial001 hl[gone] *}\n")
            problem = told(live, "index.md:3")
            site.write("index.md", HOME)
            mended = told(live, "Built again")
            (site.pages / "css/etude.css").write_text("body { color: teal }\n")
            style = told(live, "Built again")
            site.write("new.md", "# New { #new }\n")
            whole = told(live, "Building documentation")
        finally:
            live.terminate()
            live.stderr.read()

    assert first.endswith("Built again: index.md")
    assert "New words." in changed
    assert second.endswith("Built again: index.md")
    assert "other code" in with_example
    assert "has no symbol 'gone'" in problem
    assert mended.endswith("Built again: index.md")
    assert style.endswith("Built again: css/etude.css")
    assert whole


def told(live, words):
    """Reads what a running command says until it says this; the line."""
    for line in live.stderr:
        if words in line:
            return line.rstrip()
    raise AssertionError(f"it ended without saying {words!r}")


def read(address):
    with urlopen(address, timeout=20) as answer:
        return answer.read().decode()
