"""The pages of Swagger UI and ReDoc, and the files that they load."""

from __future__ import annotations

import gzip
import hashlib
import inspect
import json
import re
import shutil
import subprocess
import sys
from enum import Enum
from html.parser import HTMLParser
from pathlib import Path

import pytest

from etude import Etude
from etude.openapi import docs
from etude.openapi.docs import (
    get_redoc_html,
    get_swagger_ui_html,
    get_swagger_ui_oauth2_redirect_html,
    swagger_ui_default_parameters,
)
from etude.testclient import TestClient

HOSTILE = """'"\u2028></script><b>&"""


class Page(HTMLParser):
    """What a browser sees in a page: its elements, its title and its inline scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list = []
        self.texts: dict = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        tag = self.elements[-1][0] if self.elements else ""
        self.texts[tag] = self.texts.get(tag, "") + data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def title(self):
        return self.texts["title"].strip()

    @property
    def addresses(self):
        return [
            attributes[name]
            for _, attributes in self.elements
            for name in ("src", "href", "spec-url")
            if name in attributes
        ]


def page_of(response):
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return Page(response.body.decode("utf-8"))


def swagger(**options):
    return get_swagger_ui_html(**{"openapi_url": "/openapi.json", "title": "Shop", **options})


def script_of(response):
    """Return the call of Swagger UI as text."""
    *_, call = re.findall(r"<script>(.*?)</script>", response.body.decode("utf-8"), re.DOTALL)
    return call


def test_the_swagger_page_loads_its_files_and_names_the_document():
    page = page_of(
        swagger(swagger_js_url="/a.js", swagger_css_url="/a.css", swagger_favicon_url="/a.svg")
    )
    assert page.title == "Shop"
    assert {"rel": "stylesheet", "href": "/a.css"} in page.all("link")
    assert {"rel": "icon", "href": "/a.svg"} in page.all("link")
    assert {"src": "/a.js"} in page.all("script")
    assert {"id": "swagger-ui"} in page.all("div")
    assert "viewport" in [meta.get("name") for meta in page.all("meta")]
    assert page.all("html") == [{"lang": "en"}]


def test_the_swagger_page_calls_swagger_ui_once_with_its_parameters():
    script = script_of(swagger())
    assert script.count("SwaggerUIBundle({") == 1
    assert "url: '/openapi.json'," in script
    for key, value in swagger_ui_default_parameters.items():
        assert f'"{key}": {json.dumps(value)},' in script
    assert re.search(
        r"presets: \[\s*SwaggerUIBundle\.presets\.apis,"
        r"\s*SwaggerUIBundle\.SwaggerUIStandalonePreset,?\s*\]",
        script,
    )
    assert "oauth2RedirectUrl" not in script
    assert "initOAuth" not in script


def test_parameters_are_added_to_the_defaults_and_replace_them():
    class Expansion(Enum):
        none = "none"

    script = script_of(
        swagger(
            swagger_ui_parameters={
                "deepLinking": False,
                "syntaxHighlight.theme": "obsidian",
                "docExpansion": Expansion.none,
                "filter": None,
            }
        )
    )
    assert '"deepLinking": false,' in script
    assert '"deepLinking": true,' not in script
    assert '"syntaxHighlight.theme": "obsidian",' in script
    assert '"docExpansion": "none",' in script
    assert '"filter": null,' in script
    assert '"dom_id": "#swagger-ui",' in script
    assert swagger_ui_default_parameters["deepLinking"] is True


def test_oauth2_is_set_up_where_it_is_asked_for():
    script = script_of(
        swagger(oauth2_redirect_url="/docs/oauth2-redirect", init_oauth={"clientId": "shop"})
    )
    assert "oauth2RedirectUrl: window.location.origin + '/docs/oauth2-redirect'," in script
    assert 'ui.initOAuth({"clientId": "shop"})' in script


def test_nothing_that_is_given_breaks_out_of_the_swagger_page():
    response = swagger(
        openapi_url=HOSTILE,
        title=HOSTILE,
        swagger_js_url=HOSTILE,
        swagger_css_url=HOSTILE,
        swagger_favicon_url=HOSTILE,
        oauth2_redirect_url=HOSTILE,
        init_oauth={HOSTILE: HOSTILE},
        swagger_ui_parameters={HOSTILE: HOSTILE},
    )
    page = page_of(response)
    plain = page_of(swagger(oauth2_redirect_url="/x", init_oauth={"x": "x"}))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    assert page.title == HOSTILE
    assert page.addresses == [HOSTILE] * 3
    written = json.dumps(HOSTILE)
    for character in "<>&":
        written = written.replace(character, f"\\u{ord(character):04x}")
    assert f"{written}: {written}," in script_of(response)
    assert f"ui.initOAuth({{{written}: {written}}})" in script_of(response)
    quoted = "'" + written[1:-1].replace("'", "\\u0027") + "'"
    assert f"url: {quoted}," in script_of(response)
    assert f"window.location.origin + {quoted}," in script_of(response)


def test_the_redoc_page_loads_its_files_and_names_the_document():
    page = page_of(
        get_redoc_html(
            openapi_url="/openapi.json",
            title="Shop",
            redoc_js_url="/a.js",
            redoc_favicon_url="/a.svg",
            with_google_fonts=False,
        )
    )
    assert page.title == "Shop"
    assert page.all("redoc") == [{"spec-url": "/openapi.json"}]
    assert page.addresses == ["/a.svg", "/openapi.json", "/a.js"]
    assert {"charset": "utf-8"} in page.all("meta")
    assert "viewport" in [meta.get("name") for meta in page.all("meta")]
    assert page.texts["noscript"].strip()
    assert re.search(r"body\s*{\s*margin:\s*0;?\s*}", page.texts["style"])


def test_google_fonts_are_loaded_unless_declined():
    page = page_of(get_redoc_html(openapi_url="/openapi.json", title="Shop"))
    (fonts,) = [address for address in page.addresses if "fonts.googleapis.com" in address]
    assert "Montserrat" in fonts
    assert "Roboto" in fonts


def test_nothing_that_is_given_breaks_out_of_the_redoc_page():
    page = page_of(
        get_redoc_html(
            openapi_url=HOSTILE,
            title=HOSTILE,
            redoc_js_url=HOSTILE,
            redoc_favicon_url=HOSTILE,
            with_google_fonts=False,
        )
    )
    assert page.title == HOSTILE
    assert page.addresses == [HOSTILE] * 3
    assert page.all("b") == []


def test_the_redirect_page_speaks_to_the_swagger_ui_that_opened_it():
    response = get_swagger_ui_oauth2_redirect_html()
    page = page_of(response)
    assert page.addresses == [docs.FAVICON_DATA_URL]
    script = script_of(response)
    for word in ("window.opener.swaggerUIRedirectOauth2", "callback(", "errCb(", "window.close()"):
        assert word in script


@pytest.mark.parametrize("make", [get_swagger_ui_html, get_redoc_html])
def test_pages_made_by_hand_need_the_network_for_scripts_but_not_for_the_icon(make):
    defaults = {
        name: parameter.default
        for name, parameter in inspect.signature(make).parameters.items()
        if name.endswith("_url") and isinstance(parameter.default, str)
    }
    for name, address in defaults.items():
        if "favicon" in name:
            assert address.startswith("data:image/svg+xml,")
        else:
            assert address.startswith("https://cdn.jsdelivr.net/npm/")


def test_the_pages_of_an_application_ask_no_other_host():
    with TestClient(Etude()) as client:
        for path in ("/docs", "/redoc", "/docs/oauth2-redirect"):
            addresses = Page(client.get(path).text).addresses
            for address in addresses:
                assert re.match(r"/(?!/)|data:", address), address
                if address.startswith("/"):
                    assert client.get(address).status_code == 200


# ------------------------------------------------------------------------------------------ files

ASSETS = docs.local_assets("/docs/assets/")
FILES = {
    ASSETS.swagger_js_url: "text/javascript",
    ASSETS.swagger_css_url: "text/css",
    ASSETS.redoc_js_url: "text/javascript",
    ASSETS.favicon_url: "image/svg+xml",
}


@pytest.fixture
def client():
    app = Etude(docs_url=None, redoc_url=None)
    app.router.routes.append(docs.asset_route("/docs/assets/"))
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("path", FILES)
def test_a_file_may_be_kept_for_ever_because_its_name_changes_with_its_content(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-type"].partition(";")[0] == FILES[path]
    assert hashlib.sha256(response.content).hexdigest()[:12] in path


@pytest.mark.parametrize(
    ("accepted", "is_compressed"),
    [
        ("gzip", True),
        ("br, GZip;q=0.5", True),
        ("gzip;q=1", True),
        ("identity", False),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("br, gzip; q=0.000", False),
    ],
)
def test_a_file_is_compressed_for_clients_that_accept_it(client, accepted, is_compressed):
    response = client.get(ASSETS.swagger_css_url, headers={"Accept-Encoding": accepted})
    assert response.headers.get("content-encoding") == ("gzip" if is_compressed else None)
    assert response.headers["vary"] == "Accept-Encoding"
    assert b".swagger-ui" in response.content


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
@pytest.mark.parametrize("path", FILES)
def test_head_tells_the_same_as_get(client, path, accepted):
    head = client.head(path, headers={"Accept-Encoding": accepted})
    get = client.get(path, headers={"Accept-Encoding": accepted})
    assert head.status_code == 200
    assert head.content == b""
    assert dict(head.headers) == dict(get.headers)


@pytest.mark.parametrize(
    "name", ["missing.js", "versions.json", "redoc.LICENSE.txt", "..%2fdocs.py"]
)
def test_nothing_else_is_served(client, name):
    assert client.get(f"/docs/assets/{name}").status_code == 404


def test_a_file_cannot_be_written(client):
    assert client.post(ASSETS.swagger_css_url).status_code == 405


def test_the_bundles_ask_no_other_host_for_a_file(client):
    redoc = client.get(ASSETS.redoc_js_url).text
    assert "cdn.redoc.ly" not in redoc
    assert not re.search("^//# sourceMappingURL", redoc, re.MULTILINE)
    styles = client.get(ASSETS.swagger_css_url).text
    assert "sourceMappingURL" not in styles
    assert set(re.findall(r"url\(\s*[\"']?([^:]*:?)", styles)) == {"data:"}


# --------------------------------------------------------------------------------- scripts/vendor.py

ROOT = Path(__file__).parents[2]
STATIC = Path("framework", "etude", "openapi", "static")


@pytest.fixture
def repository(tmp_path):
    """A copy of what the script reads, to spoil."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "vendor.py", tmp_path / "scripts")
    shutil.copytree(ROOT / STATIC, tmp_path / STATIC)
    return tmp_path


def check(repository):
    return subprocess.run(
        [sys.executable, str(repository / "scripts" / "vendor.py"), "check"],
        capture_output=True,
        text=True,
    )


def test_the_vendored_files_are_what_was_recorded():
    ran = check(ROOT)
    assert ran.returncode == 0, ran.stderr
    assert "redoc.standalone.js.gz" in ran.stdout


def test_a_changed_file_is_named_with_both_checksums(repository):
    notice = repository / STATIC / "swagger-ui.NOTICE.txt"
    notice.write_text("something else", encoding="utf-8")
    ran = check(repository)
    assert ran.returncode == 1
    assert "swagger-ui.NOTICE.txt: its sha256 is" in ran.stderr
    assert "Take the file back from git" in ran.stderr


def test_a_recompressed_file_with_other_content_is_found(repository):
    bundle = repository / STATIC / "redoc.standalone.js.gz"
    bundle.write_bytes(gzip.compress(b"alert(1)"))
    ran = check(repository)
    assert ran.returncode == 1
    assert "redoc.standalone.js.gz: its sha256 is" in ran.stderr


def test_a_missing_file_is_named(repository):
    (repository / STATIC / "redoc.LICENSE.txt").unlink()
    ran = check(repository)
    assert ran.returncode == 1
    assert "redoc.LICENSE.txt is missing" in ran.stderr
    assert "vendor.py update" in ran.stderr


def test_a_file_that_nobody_recorded_is_named(repository):
    (repository / STATIC / "extra.js").write_text("1", encoding="utf-8")
    ran = check(repository)
    assert ran.returncode == 1
    assert "extra.js: not recorded in versions.json" in ran.stderr


def test_a_pin_that_was_changed_without_an_update_is_found(repository):
    script = repository / "scripts" / "vendor.py"
    text = script.read_text(encoding="utf-8")
    assert text.count('version="2.5.4"') == 1
    script.write_text(text.replace('version="2.5.4"', 'version="2.5.5"'), encoding="utf-8")
    ran = check(repository)
    assert ran.returncode == 1
    assert "run `python scripts/vendor.py update`" in ran.stderr
