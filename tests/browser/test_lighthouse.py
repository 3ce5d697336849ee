"""What Lighthouse thinks of pages of the site.

The performance is only printed: it depends on what else the machine does. What it is made of and
does not depend on that is held instead: how much a page loads, and how many elements it has.
"""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from devlib.chromium import FLAGS, find_chromium
from devlib.node import LIGHTHOUSE

pytestmark = pytest.mark.browser

PAGES = ("", "tutorial/first-steps/", "tutorial/body/", "tutorial/security/oauth2-jwt/")
LEAST = {"accessibility": 98, "best-practices": 95, "seo": 95}
MOST = {"bytes": 200_000, "elements": 6_000}
ALL = ("performance", *LEAST)


@pytest.fixture(scope="session")
def lighthouse(browser) -> list[str]:
    """The command without the address."""
    if not LIGHTHOUSE.exists():
        reason = "Lighthouse is not there: run ./scripts/test browser"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    flags = " ".join(("--headless=new", *FLAGS))
    categories = f"--only-categories={','.join(ALL)}"
    return [str(LIGHTHOUSE), "--quiet", "--output=json", f"--chrome-flags={flags}", categories]


@pytest.mark.parametrize("path", PAGES)
def test_lighthouse_finds_a_page_usable_sound_and_easy_to_find(site, lighthouse, path, capsys):
    script, *options = lighthouse
    environment = {**os.environ, "CHROME_PATH": find_chromium()}

    result = subprocess.run(
        ["node", script, f"{site}/{path}", *options],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
    )

    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    scores = {name: round(100 * report["categories"][name]["score"] or 0) for name in ALL}
    with capsys.disabled():
        print(f"\nLighthouse, /{path}: {scores}, {sizes(report)}")
    assert {name: scores[name] for name in LEAST if scores[name] < LEAST[name]} == {}, faults(
        report
    )
    assert {name: size for name, size in sizes(report).items() if size > MOST[name]} == {}


def sizes(report):
    """Gives what a page loads before the reader does anything, compressed, and its elements."""
    requests = report["audits"]["network-requests"]["details"]["items"]
    [elements] = (
        item["value"]["value"]
        for item in report["audits"]["dom-size-insight"]["details"]["items"]
        if item["statistic"] == "Total elements"
    )
    return {"bytes": sum(each["transferSize"] for each in requests), "elements": elements}


def faults(report):
    """Gives the audits that cost points."""
    return [
        f"{audit['id']}: {audit['title']}"
        for audit in report["audits"].values()
        if audit["score"] is not None and audit["score"] < 1
    ]
