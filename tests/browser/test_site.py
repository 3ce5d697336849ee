"""What a reader does with the site and with the pages of a running application, in Chromium."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.browser


def test_the_home_page_loads_without_an_error_and_without_another_host(visit, site):
    visit.page.goto(f"{site}/", wait_until="networkidle")

    assert visit.page.locator("h1").first.is_visible()
    assert visit.errors == []
    assert visit.outside == []


def test_a_python_version_chosen_in_one_tab_set_is_chosen_in_all(visit, site):
    visit.page.goto(f"{site}/tutorial/query-params/", wait_until="networkidle")
    label = _label_to_choose(visit.page)
    sets = visit.page.locator(".tabbed-set", has=_tab(visit.page, label))
    assert sets.count() >= 2
    assert _shown_tabs(sets) != [label] * sets.count()

    _tab(sets.first, label).click()

    assert _shown_tabs(sets) == [label] * sets.count()
    assert visit.errors == []


def test_a_search_finds_the_page_about_bodies(visit, site, search):
    visit.page.goto(f"{site}/", wait_until="networkidle")

    search(visit.page, "request body")
    visit.page.locator("a.md-search-result__link[href*='tutorial/body/']").first.click()

    visit.page.wait_for_url("**/tutorial/body/*")
    visit.page.get_by_role("heading", name="Request body", level=1).wait_for()
    assert visit.errors == []
    assert visit.outside == []


def test_the_index_of_the_search_is_loaded_when_a_reader_turns_to_the_search(visit, site):
    loaded = []
    visit.page.on("request", lambda request: loaded.append(request.url))
    visit.page.goto(f"{site}/", wait_until="networkidle")
    assert not any("search_index" in url for url in loaded)

    with visit.page.expect_response("**/search/search_index.json"):
        visit.page.locator("[data-md-component=search-query]").click()


@pytest.mark.parametrize("words", ["get_query_token", "Depends(get_query_token)"])
def test_a_search_finds_a_name_within_brackets(visit, site, search, words):
    visit.page.goto(f"{site}/", wait_until="networkidle")

    found = search(visit.page, words).evaluate_all("all => all.map(a => a.pathname)")

    assert "/project-generation/" in found


def test_an_address_of_a_search_finds_without_a_click(visit, site):
    visit.page.goto(f"{site}/?q=request+body")

    visit.page.locator("a.md-search-result__link[href*='tutorial/body/']").first.wait_for()
    assert visit.errors == []


def test_the_api_page_is_as_dark_as_the_reader_likes(visit, example):
    background = "getComputedStyle(document.documentElement).backgroundColor"
    visit.page.emulate_media(color_scheme="dark")
    visit.page.goto(f"{example}/docs")
    visit.page.locator(".opblock-get").first.wait_for()
    assert visit.page.evaluate(background) == "rgb(28, 32, 34)"

    visit.page.emulate_media(color_scheme="light")

    visit.page.wait_for_function(f"{background} !== 'rgb(28, 32, 34)'")
    assert visit.errors == []


def test_the_api_page_of_the_running_example_executes_a_request(visit, example):
    visit.page.goto(f"{example}/docs")

    visit.page.locator(".opblock-get .opblock-summary-control").click()
    visit.page.get_by_role("button", name="Try it out").click()
    visit.page.get_by_role("button", name="Execute").click()

    answer = visit.page.locator(".live-responses-table .response")
    assert answer.locator(".response-col_status").inner_text().split()[0] == "200"
    body = answer.locator(".response-col_description .highlight-code code").first.inner_text()
    assert json.loads(body) == {"message": "Hello World"}
    assert visit.errors == []
    assert visit.outside == []


def test_the_reference_page_of_the_running_example_shows_its_operation(visit, example):
    visit.page.goto(f"{example}/redoc")

    visit.page.get_by_role("heading", name="Responses").first.wait_for()
    assert visit.page.locator("h2", has_text="Root").first.is_visible()
    assert visit.errors == []
    assert visit.outside == []


def _tab(scope, label):
    return scope.locator(":scope > .tabbed-labels > label").get_by_text(label, exact=True)


def _label_to_choose(page):
    """Gives a label of the first tab set that is not the one shown there."""
    first = page.locator(".tabbed-set").first
    labels = first.locator(":scope > .tabbed-labels > label").all_inner_texts()
    [shown] = _shown_tabs(first)
    return next(label for label in labels if label != shown)


def _shown_tabs(sets):
    """Gives the label of the tab that each of these sets shows."""
    return sets.evaluate_all(
        """sets => sets.map(set => {
            const shown = set.querySelector(":scope > input:checked");
            return set.querySelector(`:scope > .tabbed-labels > label[for="${shown.id}"]`).innerText;
        })"""
    )


def test_a_diagram_is_drawn_by_a_script_of_the_site(visit, site):
    visit.page.goto(f"{site}/tutorial/middleware/", wait_until="networkidle")

    visit.page.locator(".diagram-picture svg").wait_for()
    assert visit.page.locator(".diagram").first.is_hidden()
    assert "X-Order" in visit.page.locator(".diagram-picture svg").inner_html()
    assert visit.errors == []
    assert visit.outside == []


def test_a_page_without_a_diagram_does_not_load_the_script(visit, site):
    loaded = []
    visit.page.on("request", lambda request: loaded.append(request.url))

    visit.page.goto(f"{site}/tutorial/query-params/", wait_until="networkidle")

    assert not any("mermaid" in url for url in loaded)
