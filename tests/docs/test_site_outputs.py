"""What a built site has beside its pages, and what it asks its readers."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from docslib.feedback import asks, issue_address

ADDRESS = "https://etude.readthedocs.io/"
MOVED = """\
old/place.md: tutorial/body.md
old/place.md#fields: tutorial/body-fields.md#top
tutorial/body.md#gone: tutorial/body-fields.md#top
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, make_site):
    """A small site with a redirect, built and checked."""
    site = make_site(tmp_path_factory.mktemp("outputs") / "repository")
    site.examples.write_forms("topic/tutorial001", "plain", "_an_py310")
    site.write(
        "tutorial/body.md",
        "# Body { #body }\n\nAfter this page you can `do` <b>it</b> & go on.\n\n{* topic/tutorial001 *}\n\n"
        "[Fields](body-fields.md#top)\n",
    )
    site.write("_proof.md", "---\nsearch:\n  exclude: true\n---\n\n# Proof { #proof }\n")
    (site.root / "docs/redirects.yml").write_text(MOVED)
    result = site.run("scripts/docs.py", "check")
    assert result.returncode == 0, result.stderr
    return site


pytestmark = pytest.mark.site


def test_every_page_has_a_copy_that_it_names(site):
    page = site.built("tutorial/body/index.html")
    copy = site.built("tutorial/body/index.md")

    assert '<link rel="alternate markdown" type="text/markdown" href="index.md">' in page
    assert "tutorial001_an_py310.py" in copy
    assert "Annotated[list[str] | None, Query(max_length=5)]" in copy
    assert f"[Fields]({ADDRESS}tutorial/body-fields/index.md#top)" in copy
    assert site.built("index.md").startswith("# Page index.md")


def test_the_list_names_every_page_of_the_navigation_once(site):
    text = site.built("llms.txt")
    addresses = re.findall(r"\]\((.*?)\)", text)

    assert (
        f"- [Body]({ADDRESS}tutorial/body/index.md): After this page you can `do` it & go on.\n"
        in text
    )
    assert "\n## Tutorial / Dependencies\n" in text
    assert len(addresses) == len(set(addresses)) > 100
    for address in addresses:
        assert site.built(address[len(ADDRESS) :])


def test_the_sitemap_has_the_pages_that_shall_be_found(site):
    places = re.findall("<loc>(.*?)</loc>", site.built("sitemap.xml"))

    assert f"{ADDRESS}tutorial/body/" in places
    assert not [place for place in places if "_proof" in place or "old/" in place]
    assert f"Sitemap: {ADDRESS}sitemap.xml" in site.built("robots.txt")
    assert not (site.root / "site/_proof/index.md").exists()


def test_every_page_has_its_canonical_address(site):
    canonical = f'<link rel="canonical" href="{ADDRESS}tutorial/body/">'

    assert canonical in site.built("tutorial/body/index.html")
    assert canonical in site.built("old/place/index.html")


def test_a_page_says_what_other_sites_show_beside_a_link_to_it(site):
    pytest.importorskip("PIL", reason="needs Pillow, of the docs extra")
    page = site.built("tutorial/body/index.html")
    card = "assets/cards/tutorial/body.png"

    assert '<meta name="description" content="After this page you can do it &amp; go on.">' in page
    for name, content in (
        ("title", "Body"),
        ("description", "After this page you can do it &amp; go on."),
        ("url", f"{ADDRESS}tutorial/body/"),
        ("image", f"{ADDRESS}{card}"),
    ):
        assert f'<meta property="og:{name}" content="{content}">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert (site.root / "site" / card).read_bytes().startswith(b"\x89PNG")
    assert "og:title" not in site.built("404.html")


def test_a_page_that_has_moved_leads_on_with_and_without_scripts(site):
    page = site.built("old/place/index.html")

    assert 'content="0; url=../../tutorial/body/"' in page
    assert '{"#fields": "../../tutorial/body-fields/#top"}' in page
    assert '<a id="gone" href="../body-fields/#top"></a>' in site.built("tutorial/body/index.html")


def test_a_redirect_to_nowhere_fails_the_build(site):
    file = site.root / "docs/redirects.yml"
    file.write_text(f"{MOVED}other.md: gone.md\n")
    try:
        result = site.build("--no-strict", "--site-dir", "failed")
    finally:
        file.write_text(MOVED)

    assert result.returncode == 1
    assert "other.md: leads to gone.md, which is not there" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_page_asks_without_sending_anything(site):
    page = site.built("tutorial/body/index.html")
    [address] = re.findall(r'<a class="md-button" href="([^"]*)"', page)
    issue = parse_qs(urlsplit(address.replace("&amp;", "&")).query)

    assert "Did this page help?" in page
    assert address.startswith("https://github.com/etude-api/etude/issues/new?")
    assert re.match(
        r"Page: tutorial/body\.md\nLanguage: en\nVersion: \d+\.\d+\.\d+", issue["body"][0]
    )


def test_pages_that_are_made_and_pages_that_are_missing_ask_nothing(site):
    for page in ("reference/etude/index.html", "release-notes/index.html", "404.html"):
        assert "Did this page help?" not in site.built(page)


def test_a_page_can_refuse_to_ask():
    assert asks("tutorial/body.md", None)
    assert not asks("tutorial/body.md", ["toc", "feedback"])


def test_the_issue_names_the_page_in_its_title():
    address = issue_address("https://example.org/x/", "a/b.md", "es", "1.2.3")

    assert parse_qs(urlsplit(address).query)["title"] == ["Page a/b.md: "]
