"""What axe finds on pages of the site, in both colour schemes: nothing serious."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_usable_with_a_screen_reader_and_weak_eyes(
    visit, site, serious_findings, path, scheme
):
    visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit.page.goto(f"{site}/{path}", wait_until="networkidle")

    assert serious_findings(visit.page) == []


def test_a_fault_would_be_found(visit, site, serious_findings):
    visit.page.goto(f"{site}/", wait_until="networkidle")
    visit.page.evaluate(
        "html => document.querySelector('article').insertAdjacentHTML('beforeend', html)", FAULTY
    )

    assert {finding["id"] for finding in serious_findings(visit.page)} == {
        "color-contrast",
        "image-alt",
    }
