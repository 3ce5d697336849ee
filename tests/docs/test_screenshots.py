"""The pictures of pages that run: each is taken by the script, and shown where readers look for it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

if sys.version_info < (3, 11):
    pytest.skip("the tools of the site need Python 3.11", allow_module_level=True)

import screenshots

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs/en/docs"
FILES = [(shot, name) for shot in screenshots.SHOTS for name in shot.files()]
SHOWN = re.compile(
    r"!\[[^\]]+\]\((?:\.\./)*img/screens/(?P<name>[\w.-]+)(?:#only-(?P<scheme>light|dark))?\)"
    r'\{ \.screen width="(?P<width>\d+)" height="(?P<height>\d+)" loading=lazy \}'
)


def shown():
    """Gives the pictures of all pages, by the names of their files."""
    texts = (page.read_text(encoding="utf-8") for page in PAGES.rglob("*.md"))
    return {match["name"]: match for text in texts for match in SHOWN.finditer(text)}


def test_the_folder_holds_the_pictures_of_the_script():
    assert {path.name for path in screenshots.PICTURES.iterdir()} == {name for _, name in FILES}


@pytest.mark.parametrize(("shot", "name"), FILES, ids=[name for _, name in FILES])
def test_a_picture_is_small_and_shown_in_its_size(shot, name):
    image = pytest.importorskip("PIL.Image", reason="needs Pillow, of the docs extra")
    file = screenshots.PICTURES / name
    found = shown()

    assert name in found, "no page shows it, or not with its size"
    size = (int(found[name]["width"]), int(found[name]["height"]))
    with image.open(file) as picture:
        assert picture.size == tuple(screenshots.SCALE * side for side in size)
    assert (
        f"{found[name]['scheme'] or ''}" == name.removesuffix(".webp").partition(f"{shot.name}-")[2]
    )
    assert file.stat().st_size < 60_000


def test_the_examples_of_the_pictures_exist():
    sources = [shot.source for shot in screenshots.SHOTS if shot.source]

    assert [each for each in sources if not (ROOT / f"docs_src/{each}.py").is_file()] == []


def test_the_command_names_its_pictures_and_refuses_others(capsys):
    listed = screenshots.main(["--list"])
    names = capsys.readouterr().out.split()
    with pytest.raises(SystemExit):
        screenshots.main(["gone"])

    assert listed == 0
    assert names == [shot.name for shot in screenshots.SHOTS]
    assert "there is no picture gone" in capsys.readouterr().err
