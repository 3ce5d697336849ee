"""What a reader does at the end of a page, and with an address from a bookmark."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_a_page_thanks_and_sends_nothing_also_after_a_change_of_page(visit, site):
    visit.page.goto(f"{site}/tutorial/query-params/", wait_until="networkidle")
    visit.page.locator("a.md-footer__link--next").click()
    visit.page.get_by_role("heading", name="Request body", level=1).wait_for()
    methods = set()
    visit.page.on("request", lambda request: methods.add(request.method))

    visit.page.get_by_role("button", name="It helped").click()

    thanks = visit.page.locator(".feedback-thanks")
    assert "Thank you." in thanks.inner_text()
    assert not visit.page.get_by_role("button", name="It helped").is_visible()
    assert methods <= {"GET"}
    assert visit.outside == []
    link = visit.page.get_by_role("link", name="It could be better").get_attribute("href")
    assert "Page%3A+tutorial%2Fbody.md" in link
    assert visit.errors == []


def test_a_page_keeps_its_address_while_the_theme_still_writes_that_of_the_last_one(visit, site):
    on_its_way = []
    visit.page.goto(f"{site}/tutorial/query-params/", wait_until="networkidle")
    visit.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    visit.page.wait_for_url("**/tutorial/query-params/#recap")
    visit.page.route("**/tutorial/body/", lambda route: on_its_way.append(route))

    visit.page.evaluate("scrollBy(0, -1); document.querySelector('.md-footer__link--next').click()")
    visit.page.wait_for_url("**/tutorial/body/#*")
    for route in on_its_way:
        route.continue_()

    visit.page.get_by_role("heading", name="Request body", level=1).wait_for()
    assert visit.page.url == f"{site}/tutorial/body/"
    assert visit.page.evaluate("scrollY") == 0
    visit.page.go_back()
    visit.page.get_by_role("heading", name="Query parameters", level=1).wait_for()
    assert visit.page.url.startswith(f"{site}/tutorial/query-params/#")
    assert visit.page.evaluate("scrollY") > 0
    assert visit.errors == []


def test_without_scripts_only_the_link_is_there(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/tutorial/body/")

    assert page.get_by_role("link", name="It could be better").is_visible()
    assert not page.get_by_role("button", name="It helped").is_visible()
    context.close()


def test_an_old_address_keeps_its_query_and_its_id(visit, site):
    visit.page.goto(f"{site}/reference/fastapi/?from=bookmark#etude.Etude")

    visit.page.wait_for_url("**/reference/etude/?from=bookmark*")
    # The theme drops the id from the address as long as no heading has left the window.
    assert visit.page.locator(":target").get_attribute("id") == "etude.Etude"
    assert visit.errors == []


def test_an_old_address_works_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/fastapi-cli/")

    page.wait_for_url("**/etude-cli/")
    context.close()


@pytest.mark.parametrize("is_click", [False, True])
def test_a_heading_that_has_moved_is_followed(visit, site, is_click):
    visit.page.goto(f"{site}/tutorial/{'' if is_click else '#install-fastapi'}")
    if is_click:
        visit.page.evaluate("location.hash = '#install-fastapi'")

    visit.page.wait_for_url("**/tutorial/#install-etude")
    assert visit.errors == []
