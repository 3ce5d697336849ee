"""What the tests of the documentation tools share: example folders, rendered pages, small sites."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Callable, Mapping

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

STATIC = ("css", "img", "js")
CONFIGURATION = (
    "mkdocs.yml",
    "docs/language_names.yml",
    "docs/en/mkdocs.yml",
    "docs/en/strings.yml",
    "framework/etude/__init__.py",
)
IMPORTS = {
    "": "from typing import List, Optional\n\nfrom etude import Etude, Query\n",
    "_py39": "from typing import Optional\n\nfrom etude import Etude, Query\n",
    "_py310": "from etude import Etude, Query\n",
    "_an": (
        "from typing import List, Optional\n\nfrom etude import Etude, Query\n"
        "from typing_extensions import Annotated\n"
    ),
    "_an_py39": "from typing import Annotated, Optional\n\nfrom etude import Etude, Query\n",
    "_an_py310": "from typing import Annotated\n\nfrom etude import Etude, Query\n",
}
TYPES = {"": "Optional[List[str]]", "_py39": "Optional[list[str]]", "_py310": "list[str] | None"}


def operation(form: str) -> str:
    """The text of one operation in one form."""
    kind = TYPES[form.replace("_an", "")]
    plain = f"    q: {kind} = Query(default=None, max_length=5),\n"
    annotated = f"    q: Annotated[{kind}, Query(max_length=5)] = None,\n"
    return (
        f"{IMPORTS[form]}\napp = Etude()\n\n\n"
        '@app.get("/items/", status_code=200)\n'
        f"async def read_items(\n{annotated if '_an' in form else plain}):\n"
        '    answer = {"q": q}\n    return answer\n'
    )


@dataclass
class Examples:
    """A `docs_src` folder that a test fills."""

    folder: Path

    def write(self, path: str, text: str) -> Path:
        """Writes one file."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return file

    def write_forms(self, target: str, *forms: str) -> None:
        """Writes the same operation in several forms; `plain` is the one without a suffix."""
        for form in (name.replace("plain", "") for name in forms):
            self.write(f"{target}{form}.py", operation(form))


@dataclass
class Rendered(HTMLParser):
    """A rendered page: its HTML, its problems, and what a reader sees of its examples."""

    html: str
    problems: list[str]
    outline: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._collecting: str | None = None
        self._text = ""
        self._highlighted: list[str] = []
        self._marked = 0
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("class") or tag
        if tag == "code" and self._collecting is None:
            self._collecting, self._text, self._highlighted = "code", "", []
        elif tag in ("label", "summary") or name in ("filename", "admonition-title"):
            self._collecting, self._text = name, ""
        elif tag == "span" and (self._marked or name == "hll"):
            self._marked += 1
            self._highlighted += [""] if name == "hll" else []

    def handle_data(self, data: str) -> None:
        self._text += data
        if self._marked:
            self._highlighted[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if self._marked and tag == "span":
            self._marked -= 1
        ends = {"code": "code", "label": "label", "summary": "summary"}
        if self._collecting == "filename" and tag == "span":
            self._finish("file " + self._text)
        elif self._collecting == "admonition-title" and tag == "p":
            self._finish("block " + self._text)
        elif ends.get(tag) == self._collecting == "code":
            self.codes.append(self._text)
            lines = [line.strip() for line in self._highlighted]
            self._finish(" | ".join(["highlighted", *lines]) if lines else "")
        elif tag in ("label", "summary") and self._collecting == tag:
            self._finish(f"{'tab' if tag == 'label' else 'closed'} {self._text}")

    def _finish(self, line: str) -> None:
        self.outline += [line] if line else []
        self._collecting = None


@pytest.fixture
def examples(tmp_path: Path) -> Examples:
    folder = tmp_path / "docs_src"
    folder.mkdir()
    return Examples(folder)


@pytest.fixture
def render(examples: Examples) -> Callable[..., Rendered]:
    """Renders Markdown with the extensions of the site."""
    markdown = pytest.importorskip("markdown", reason="needs the docs extra")
    from docslib.include import ExamplesExtension, PageContext, Settings

    context = PageContext("page.md", playground="../playground/")

    def render_page(text: str, runnable: Mapping[str, int]) -> Rendered:
        context.problems.clear()
        settings = Settings(examples.folder, "https://example.org/blob/main/", runnable)
        page = markdown.Markdown(
            extensions=[
                "pymdownx.superfences",
                "pymdownx.highlight",
                "pymdownx.blocks.details",
                "mdx_include",
                ExamplesExtension(settings, context),
            ],
            extension_configs={
                "pymdownx.highlight": {"stripnl": False},
                "mdx_include": {"base_path": str(examples.folder)},
            },
        )
        return Rendered(page.convert(text), [])

    def rendered(text: str, runnable: Mapping[str, int] = {}) -> Rendered:
        page = render_page(text, runnable)
        page.problems = [str(problem) for problem in context.problems]
        return page

    return rendered


@dataclass
class Site:
    """A copy of the real configuration, hook, theme and tools, with pages and examples of a test."""

    root: Path
    examples: Examples

    @property
    def pages(self) -> Path:
        return self.root / "docs/en/docs"

    def write(self, page: str, text: str) -> None:
        file = self.pages / page
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def run(self, *command: str, folder: str = ".") -> subprocess.CompletedProcess[str]:
        """Runs Python in a folder of the copy."""
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.root / folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Starts Python in the copy, and leaves it running."""
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=self.root,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stderr=subprocess.PIPE,
            text=True,
        )

    def build(self, *options: str, folder: str = ".") -> subprocess.CompletedProcess[str]:
        """Builds the site the way that a person would."""
        return self.run("-m", "mkdocs", "build", *options, folder=folder)

    def built(self, page: str) -> str:
        return (self.root / "site" / page).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def make_site() -> Callable[[Path], Site]:
    """Makes a small site in which every page of the navigation exists."""
    pytest.importorskip("mkdocs", reason="needs the docs extra")

    def make(root: Path) -> Site:
        ignored = shutil.ignore_patterns("__pycache__")
        for part in ("scripts", "docs/en/overrides", *(f"docs/en/docs/{name}" for name in STATIC)):
            shutil.copytree(ROOT / part, root / part, ignore=ignored)
        for file in CONFIGURATION:
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, root / file)
        (root / "docs/redirects.yml").write_text("")
        new_site = Site(root, Examples(root / "docs_src"))
        new_site.examples.folder.mkdir()
        configuration = (root / "docs/en/mkdocs.yml").read_text(encoding="utf-8")
        for page in re.findall(r"^ +- ([\w/-]+\.md)$", configuration, re.MULTILINE):
            new_site.write(page, f"# Page {page} {{ #top }}\n")
        return new_site

    return make


@pytest.fixture
def site(tmp_path: Path, make_site: Callable[[Path], Site]) -> Site:
    return make_site(tmp_path / "repository")
