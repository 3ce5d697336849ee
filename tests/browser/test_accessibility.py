"""What axe finds on pages of the site, in both colour schemes: nothing serious."""

from __future__ import annotations

import os

import pytest

from devlib.node import AXE

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "tutorial/first-steps/",
    "tutorial/query-params/",
    "tutorial/middleware/",
    "tutorial/security/oauth2-jwt/",
    "advanced/settings/",
    "virtual-environments/",
    "performance/",
    "reference/apirouter/",
    "_proof/",
)
FAULTY = '<img src="img/logo.svg"><p style="color: #ccc; background: #fff">Faint words.</p>'
SERIOUS = ("serious", "critical")
RUN = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.map(
    ({ id, impact, nodes }) => ({ id, impact, places: nodes.map(node => node.html.slice(0, 200)) })
)"""


@pytest.fixture(scope="session")
def axe() -> str:
    """The path of the script that looks."""
    if not AXE.exists():
        reason = "axe is not there: run ./scripts/test browser"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return str(AXE)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_usable_with_a_screen_reader_and_weak_eyes(visit, site, axe, path, scheme):
    visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit.page.goto(f"{site}/{path}", wait_until="networkidle")

    assert serious_findings(visit.page, axe) == []


def test_a_fault_would_be_found(visit, site, axe):
    visit.page.goto(f"{site}/", wait_until="networkidle")
    visit.page.evaluate(
        "html => document.querySelector('article').insertAdjacentHTML('beforeend', html)", FAULTY
    )

    assert {finding["id"] for finding in serious_findings(visit.page, axe)} == {
        "color-contrast",
        "image-alt",
    }


def serious_findings(page, axe):
    """Gives what axe finds on a page and holds for serious or critical."""
    page.add_script_tag(path=axe)
    return [finding for finding in page.evaluate(RUN) if finding["impact"] in SERIOUS]
