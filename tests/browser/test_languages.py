"""What a reader of another language does with the site, in Chromium."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_another_language_shows_the_same_page(visit, site):
    visit.page.goto(f"{site}/tutorial/first-steps/", wait_until="networkidle")

    visit.page.locator(".md-header .md-select").hover()
    visit.page.locator(".md-select__link[hreflang=es]").click()

    visit.page.wait_for_url("**/es/tutorial/first-steps/")
    assert visit.page.locator("html").get_attribute("lang") == "es"
    assert "Tu primera API" in visit.page.locator("h1").first.inner_text()
    assert visit.page.locator(".missing-translation").count() == 0
    assert visit.errors == []
    assert visit.outside == []


def test_a_page_without_a_translation_leads_to_the_english_one(visit, site):
    visit.page.goto(f"{site}/es/tutorial/middleware/", wait_until="networkidle")

    notice = visit.page.locator(".missing-translation")
    assert notice.is_visible()
    assert visit.page.locator("h1").evaluate("heading => heading.closest('[lang]').lang") == "en"
    notice.locator("a").first.click()

    visit.page.wait_for_url(f"{site}/tutorial/middleware/")
    assert visit.page.locator(".missing-translation").count() == 0
    assert visit.errors == []


def test_persian_runs_from_right_to_left_and_its_code_does_not(visit, site):
    visit.page.goto(f"{site}/fa/tutorial/first-steps/", wait_until="networkidle")

    direction = "element => getComputedStyle(element).direction"
    assert visit.page.locator("body").get_attribute("dir") == "rtl"
    assert visit.page.locator("h1").first.evaluate(direction) == "rtl"
    for selector in (".md-content pre", ".md-content .terminal", ".md-content p code"):
        assert visit.page.locator(selector).first.evaluate(direction) == "ltr"
    assert visit.errors == []


def test_a_search_in_spanish_finds_a_spanish_page(visit, site):
    visit.page.goto(f"{site}/es/", wait_until="networkidle")

    visit.page.locator("[data-md-component=search-query]").click()
    visit.page.keyboard.type("anotaciones")

    first = visit.page.locator("a.md-search-result__link").first
    assert "/es/" in first.evaluate("link => link.href")
    assert visit.errors == []
