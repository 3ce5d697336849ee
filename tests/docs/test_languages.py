"""Small sites in several languages, built with the real configuration and the real hook."""

from __future__ import annotations

import json
import re

import pytest

pytestmark = pytest.mark.site

HOME = "# Home { #home }\n\nSee [the first steps](tutorial/first-steps.md#top).\n"
INICIO = "# Inicio { #home }\n\nMira [los primeros pasos](tutorial/first-steps.md#top).\n"
TRANSLATED = {
    "Tip: Tip": "Tip: Consejo",
    "Learn: Learn": "Learn: Aprender",
    "fast: fast": "fast: rápido",
    "above: code above": "above: código anterior",
    "Did this page help?": "¿Te ha servido?",
    "There is no such page": "Esta página no existe",
    "send: Send": "send: Enviar",
}
LINK = r'<link rel="alternate " hreflang="([^"]+)" href="([^"]+)">'


def replace(file, words):
    text = file.read_text(encoding="utf-8")
    for old, new in words.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def head_of(html):
    return html[: html.index("</head>")]


@pytest.fixture(scope="module")
def site(tmp_path_factory, make_site):
    """A site in English, Spanish, Persian and Haitian Creole, with one translated page each."""
    site = make_site(tmp_path_factory.mktemp("languages") / "repository")
    site.write("index.md", HOME)
    site.write("tutorial/index.md", "# Tutorial { #tutorial }\n\nWords.\n")
    for code in ("es", "fa", "ht"):
        made = site.run("scripts/docs.py", "new-lang", code)
        assert made.returncode == 0, made.stderr
    (site.root / "docs/es/docs/index.md").write_text(INICIO, encoding="utf-8")
    (site.root / "docs/es/docs/tutorial").mkdir()
    old = "---\nsource: 0123456789ab\n---\n\n# Curso { #tutorial }\n\n/// tip\n\nAlgo.\n\n///\n"
    old += "\n```terminal\n$ ls\n```\n" + 2 * "\n{* topic/tutorial001 ln[def read_items] *}\n"
    site.examples.write_forms("topic/tutorial001", "plain")
    (site.root / "docs/es/docs/tutorial/index.md").write_text(old, encoding="utf-8")
    replace(site.root / "docs/es/strings.yml", TRANSLATED)
    replace(site.root / "docs/ht/strings.yml", {r"- '[\s\-()\[\],]+'": "- '(?=x)'"})
    stamped = site.run("scripts/docs.py", "stamp", "docs/es/docs/index.md")
    assert stamped.returncode == 0, stamped.stderr
    (site.root / "docs/em").mkdir()
    (site.root / "docs/em/mkdocs.yml").write_text("INHERIT: ../en/mkdocs.yml\n")
    (site.root / "docs/em/words.yml").write_text("tutorial: 🧑‍🏫\nword: 🔤\n", encoding="utf-8")
    (site.root / "docs/em/strings.yml").write_text("notice: {made_title: A joke, made: It is}\n")
    result = site.run("scripts/docs.py", "check")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "5 languages" in result.stdout
    return site


def test_the_panel_of_examples_finds_the_words_of_its_language(site):
    built = site.root / "site"
    words = {
        code: json.loads((built / code / "playground/words.json").read_text(encoding="utf-8"))
        for code in (".", "es", "fa")
    }

    assert [words[code]["send"] for code in (".", "es", "fa")] == ["Send", "Enviar", "Send"]
    assert [words[code]["lang"] for code in (".", "es", "fa")] == ["en", "es", "fa"]
    assert [words[code]["dir"] for code in (".", "es", "fa")] == ["ltr", "ltr", "rtl"]


def test_every_english_page_and_file_exists_in_every_language(site):
    built = site.root / "site"
    codes = ("em", "es", "fa", "ht")
    english = {
        path.relative_to(built).as_posix()
        for path in built.rglob("*")
        if path.is_file() and path.relative_to(built).parts[0] not in codes
    }
    english.discard("robots.txt")  # which a host has once
    kept = {name for name in english if not name.startswith("assets/")}

    for code in codes:
        missing = {name for name in kept if not (built / code / name).is_file()}
        assert missing == set()


def test_a_page_that_is_not_translated_is_english_with_one_notice(site):
    page = site.built("es/tutorial/body/index.html")

    assert page.count("missing-translation") == 1
    assert '<html lang="es"' in page
    assert '<div lang="en" dir="ltr">' in page
    assert page.index("</h1>") < page.index("missing-translation")
    assert '<a href="../../../tutorial/body/">' in page
    assert '<a href="../../translations/">' in page
    assert '<meta name="robots" content="noindex">' in head_of(page)
    assert 'rel="canonical" href="https://etude.readthedocs.io/tutorial/body/"' in page
    assert "/edit/main/docs/en/docs/tutorial/body.md" in page
    assert "hreflang" not in head_of(page)


def test_a_translated_page_has_no_notice_and_names_its_alternates(site):
    page = site.built("es/index.html")
    head = head_of(page)

    assert "Mira" in page
    assert "missing-translation" not in page
    assert "outdated-translation" not in page
    assert "noindex" not in head
    assert 'rel="canonical" href="https://etude.readthedocs.io/es/"' in head
    assert "/edit/main/docs/es/docs/index.md" in page
    links = re.findall(LINK, head)
    root = "https://etude.readthedocs.io/"
    assert links == [
        ("en", root),
        ("es", f"{root}es/"),
        ("fa", f"{root}fa/"),
        ("ht", f"{root}ht/"),
        ("x-default", root),
    ]
    assert links == re.findall(LINK, head_of(site.built("index.html")))


def test_a_page_that_may_not_be_translated_has_no_notice(site):
    page = site.built("es/release-notes/index.html")

    assert "missing-translation" not in page
    assert '<div lang="en" dir="ltr">' in page


def test_an_outdated_page_says_so(site):
    page = site.built("es/tutorial/index.html")

    assert page.count("outdated-translation") == 1
    assert "Curso" in page
    assert "missing-translation" not in page
    assert "/commits/main/docs/en/docs/tutorial/index.md" in page


def test_the_title_of_a_block_and_the_sections_are_in_the_language(site):
    page = site.built("es/tutorial/index.html")

    assert '<p class="admonition-title">Consejo</p>' in page
    assert re.search(r"<span[^>]*>\s*Aprender\s*</span>", page)
    assert re.search(r"md-tabs__link\">\s*Curso\s*</a>", page)


def test_the_words_that_stand_on_no_page_are_in_the_language(site):
    page = site.built("es/tutorial/index.html")

    assert 'data-fast="rápido"' in page
    assert "# (código anterior omitted)" in page
    assert "# (código anterior omitted)" in site.built("es/tutorial/index.md")
    assert "¿Te ha servido?" in page
    assert "<h1>Esta página no existe</h1>" in site.built("es/404.html")
    assert "<h1>There is no such page</h1>" in site.built("404.html")


def test_a_language_that_a_script_makes_is_a_joke_that_says_so_and_is_not_found(site):
    page = site.built("em/tutorial/index.html")
    head = head_of(page)

    assert '<h1 id="tutorial">🧑‍🏫' in page
    assert "<p>🔤.</p>" in page
    assert page.count("made-translation") == 1
    assert "A joke" in page
    assert '<html lang="en-x-em"' in page
    assert '<meta name="robots" content="noindex">' in head
    assert 'rel="canonical" href="https://etude.readthedocs.io/tutorial/"' in head
    assert "hreflang" not in head
    assert "<loc>" not in site.built("em/sitemap.xml")
    assert "made-translation" not in site.built("em/release-notes/index.html")
    assert "em " not in site.run("scripts/docs.py", "status").stdout


def test_the_menu_keeps_the_page(site):
    page = site.built("es/tutorial/body/index.html")

    links = re.findall(r'<a href="([^"]+)" hreflang="([\w-]+)"', page)

    assert links == [
        ("../../../tutorial/body/", "en"),
        ("../../../em/tutorial/body/", "en-x-em"),
        ("./", "es"),
        ("../../../fa/tutorial/body/", "fa"),
        ("../../../ht/tutorial/body/", "ht"),
    ]


def test_persian_runs_from_right_to_left_and_english_in_it_from_left_to_right(site):
    page = site.built("fa/tutorial/body/index.html")

    assert '<html lang="fa"' in page
    assert '<body dir="rtl"' in page
    assert '<div lang="en" dir="ltr">' in page


def test_a_language_that_the_theme_does_not_know_has_its_code_and_english_buttons(site):
    page = site.built("ht/index.html")

    assert '<html lang="ht"' in page
    assert 'placeholder="Search"' in page


def test_the_search_of_each_language_has_its_own_stemmer(site):
    found = {
        code: json.loads(site.built(f"{code}search/search_index.json"))["config"]["lang"]
        for code in ("", "es/", "ht/")
    }

    assert found == {"": ["en"], "es/": ["es"], "ht/": ["en"]}


def test_a_language_says_what_parts_its_words_for_the_search(site):
    found = {
        code: json.loads(site.built(f"{code}search/search_index.json"))["config"]["separator"]
        for code in ("", "es/", "ht/")
    }

    words = re.split(found[""], "[Session, Depends(get_db)] of app")
    assert words == ["", "Session", "Depends", "get_db", "of", "app"]
    assert found["es/"] == found[""]  # a new language begins with what English has
    assert found["ht/"] == "(?=x)"


def test_sentences_of_a_script_without_spaces_stand_side_by_side():
    pytest.importorskip("mkdocs", reason="needs the docs extra")
    from docslib.localization import joined_lines

    page = "<p>一。\n二です。\n<code>x</code> は\n三。</p>\n<p>One.\nTwo.</p>\n<pre># 一。\n# 二。\n</pre>\n"

    assert joined_lines(page) == (
        "<p>一。二です。<code>x</code> は\n三。</p>\n<p>One.\nTwo.</p>\n<pre># 一。\n# 二。\n</pre>\n"
    )


def test_the_status_counts_pages_and_the_check_names_defects(site):
    status = site.run("scripts/docs.py", "status", "es", "--json")
    check = site.run("scripts/docs.py", "check-translation", "es")
    state = json.loads(status.stdout)["es"]

    assert state["translated"] == ["index.md", "tutorial/index.md"]
    assert state["outdated"] == ["tutorial/index.md"]
    assert "tutorial/body.md" in state["missing"]
    assert "release-notes.md" not in state["missing"]
    assert check.returncode == 1
    assert "docs/es/docs/tutorial/index.md:7: T09 English has no such block" in check.stderr
    assert "es: 2 pages checked, 3 problems, 1 outdated" in check.stdout


def test_verify_refuses_what_does_not_belong_into_a_language(make_site, tmp_path):
    site = make_site(tmp_path / "repository")
    assert site.run("scripts/docs.py", "new-lang", "es").returncode == 0
    fine = site.run("scripts/docs.py", "verify")
    folder = site.root / "docs/es"
    (folder / "mkdocs.yml").write_text("INHERIT: ../en/mkdocs.yml\nsite_name: x\n")
    (folder / "docs/extra.css").write_text("")
    (folder / "strings.yml").write_text("notice: {}\nnew: {word: x}\n")
    (folder / "docs/release-notes.md").write_text("# Notas { #release-notes }\n")

    refused = site.run("scripts/docs.py", "verify")

    assert (fine.returncode, refused.returncode) == (0, 1), fine.stderr
    assert "docs/es/mkdocs.yml: must be the one line `INHERIT: ../en/mkdocs.yml`" in refused.stderr
    assert "docs/es/docs/extra.css:1: T18" in refused.stderr
    assert "there is no word for notice: missing" in refused.stderr
    assert "new: word is not known" in refused.stderr
    assert "docs/es/docs/release-notes.md:1: T02" in refused.stderr


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("new-lang", "xx"), "'xx' is not in docs/language_names.yml"),
        (("new-lang", "en"), "There is already a folder docs/en."),
        (("build-lang", "xx"), "There is no language 'xx'; there are en."),
        (("live", "xx"), "There is no language 'xx'; there are en."),
        (("stamp", "docs/en/docs/index.md"), "is no page of a translation"),
    ],
)
def test_a_wrong_name_is_explained(make_site, tmp_path, command, message):
    site = make_site(tmp_path / "repository")

    result = site.run("scripts/docs.py", *command)

    assert result.returncode == 1
    assert message in result.stderr
