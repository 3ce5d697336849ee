"""What a reader of another language does with the site, in Chromium."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

BEGINS_AT_THE_LEFT = """element => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const places = [];
  while (texts.nextNode()) {
    for (const at of texts.currentNode.data.matchAll(/\\S/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, at.index);
      range.setEnd(texts.currentNode, at.index + 1);
      places.push(range.getBoundingClientRect().left);
    }
  }
  return places[0] < places.at(-1);
}"""


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


@pytest.mark.parametrize(
    "selector",
    [".tabbed-labels > label", '.md-content a[href$=":8000/items/"]', ".md-content .keys"],
)
def test_labels_addresses_and_keys_in_persian_end_at_the_right(visit, site, selector):
    page = "tutorial/first-steps/" if "keys" in selector else "tutorial/query-params/"
    visit.page.goto(f"{site}/fa/{page}", wait_until="networkidle")

    assert visit.page.locator(selector).first.evaluate(BEGINS_AT_THE_LEFT)
    assert not visit.page.locator("h1").first.evaluate(BEGINS_AT_THE_LEFT)


def test_the_arrows_of_the_path_point_on_in_persian(visit, site):
    arrow = "element => getComputedStyle(element, '::before').transform"
    found = {}
    for language in ("es", "fa"):
        visit.page.goto(f"{site}/{language}/tutorial/first-steps/", wait_until="networkidle")
        found[language] = visit.page.locator(".md-path__item").nth(1).evaluate(arrow)

    assert found == {"es": "none", "fa": "matrix(-1, 0, 0, 1, 0, 0)"}


@pytest.fixture
def hits(visit, site, search):
    """Gives the addresses that a search on the first page of a language finds, the best first."""

    def look(language, words):
        visit.page.goto(f"{site}/{language}/", wait_until="networkidle")
        found = search(visit.page, words).evaluate_all("all => all.map(a => a.href)")
        return [address.partition("?")[0] for address in found]

    return look


def test_a_search_in_spanish_finds_a_spanish_page(visit, site, hits):
    assert "/es/" in hits("es", "anotaciones")[0]
    assert visit.errors == []


def test_a_search_in_spanish_needs_no_accents(visit, site, hits):
    found = hits("es", "parametro")

    assert found[0] == f"{site}/es/tutorial/query-params/"
    assert visit.errors == []


@pytest.mark.parametrize("words", ["پیش\u200cفرض", "پیش فرض", "پیشفرض"])
def test_a_search_in_persian_finds_a_word_in_each_spelling(visit, site, hits, words):
    assert f"{site}/fa/tutorial/query-params-str-validations/" in hits("fa", words)
    assert visit.errors == []


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("型ヒント", "python-types/"),
        ("依存性の注入", "features/"),
        ("数値の検証", "tutorial/path-params-numeric-validations/"),
        ("デフォルト値", "tutorial/query-params-str-validations/"),
    ],
)
def test_a_search_in_japanese_finds_words_without_spaces(visit, site, hits, words, page):
    assert hits("ja", words)[0] == f"{site}/ja/{page}"
    assert visit.errors == []


def test_a_search_in_japanese_finds_a_word_within_a_longer_one(visit, site, hits):
    assert f"{site}/ja/tutorial/path-params/" in hits("ja", "パラメーター")


def test_the_menu_names_japanese_in_japanese_and_leads_there(visit, site):
    visit.page.goto(f"{site}/tutorial/first-steps/", wait_until="networkidle")
    head = visit.page.locator('link[hreflang="ja"]')
    assert head.get_attribute("href").endswith("/ja/tutorial/first-steps/")

    visit.page.locator(".md-header .md-select").hover()
    link = visit.page.locator(".md-select__link[hreflang=ja]")
    assert "日本語" in link.inner_text()
    link.click()

    visit.page.wait_for_url("**/ja/tutorial/first-steps/")
    assert visit.page.locator("html").get_attribute("lang") == "ja"
    assert visit.page.locator("h1").first.inner_text().startswith("はじめての API")
    assert visit.page.locator(".md-path").get_attribute("aria-label") == "現在の位置"
    assert visit.errors == []
