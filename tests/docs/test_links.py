"""What the link check finds in a built site."""

from __future__ import annotations

import pytest

from docslib.links import BuiltSite

ADDRESS = "https://docs.example.org/manual/"


@pytest.fixture
def check(tmp_path):
    """Builds a site of two pages, one of which holds the given HTML, and checks it."""

    def check_page(html, style=""):
        (tmp_path / "guide").mkdir()
        (tmp_path / "img").mkdir()
        (tmp_path / "img/logo.svg").write_text("<svg/>")
        (tmp_path / "style.css").write_text(style)
        (tmp_path / "index.html").write_text('<h1 id="top">Home</h1><a name="old"></a>')
        (tmp_path / "guide/index.html").write_text(f'<h1 id="caf\u00e9">Guide</h1>{html}', "utf-8")
        return [str(finding) for finding in BuiltSite(tmp_path, ADDRESS).check().findings]

    return check_page


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../">up</a>',
        '<a href="../#top">up</a>',
        '<a href="../#old">up</a>',
        '<a href="#caf%C3%A9">here</a>',
        '<a href="/manual/guide/">absolute</a>',
        '<a href="https://docs.example.org/manual/guide/">full</a>',
        '<a href="https://elsewhere.example/">outside</a>',
        '<a href="http://127.0.0.1:8000/docs">the running app</a>',
        '<a href="mailto:a@example.org">write</a>',
        '<img src="../img/logo.svg" srcset="../img/logo.svg 2x">',
        '<img src="data:image/png;base64,AAAA">',
        '<style>a { background: url("../img/logo.svg") }</style>',
    ],
)
def test_what_leads_somewhere_is_no_finding(check, html):
    assert check(html) == []


@pytest.mark.parametrize(
    ("html", "finding"),
    [
        ('<a href="../gone/">x</a>', "guide/index.html: ../gone/: leads to no file"),
        ('<a href="../#gone">x</a>', "../#gone: there is no id 'gone' on that page"),
        ('<a href="#gone">x</a>', "#gone: there is no id 'gone' on that page"),
        ('<a href="/other/">x</a>', "/other/: lies outside of the site, which begins at /manual/"),
        ('<a href="http://elsewhere.example/">x</a>', "is not https"),
        ('<img src="../img/gone.svg">', "../img/gone.svg: leads to no file"),
        ('<img src="../img/logo.svg" srcset="../img/big.svg 2x">', "img/big.svg: leads to no file"),
        ('<script src="https://cdn.example/a.js"></script>', "is loaded from another host"),
        ('<link rel="stylesheet" href="//cdn.example/a.css">', "is loaded from another host"),
        ('<style>@import "https://cdn.example/a.css";</style>', "is loaded from another host"),
        ('<p style="background: url(https://cdn.example/a)">x</p>', "is loaded from another host"),
        ('<iframe src="https://video.example/"></iframe>', "is loaded from another host"),
    ],
)
def test_a_fault_is_found_and_named(check, html, finding):
    findings = check(html)

    assert len(findings) == 1
    assert finding in findings[0]


def test_style_sheets_are_checked_too(check):
    findings = check("", style='@font-face { src: url("https://fonts.example/a.woff2") }')

    assert len(findings) == 1
    assert findings[0].startswith("style.css: https://fonts.example/a.woff2: is loaded from anoth")
