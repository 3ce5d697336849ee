"""The script that takes the pictures of the documentation works on this machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.browser


def test_pictures_of_an_example_and_of_the_site_are_taken_in_both_palettes(
    browser, site_folder, tmp_path
):
    image = pytest.importorskip("PIL.Image", reason="needs Pillow, of the docs extra")
    command = [sys.executable, "scripts/screenshots.py", "security-logged-in", "site-example"]

    result = subprocess.run(
        [*command, "--to", tmp_path, "--site", site_folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert result.returncode == 0, result.stdout + result.stderr
    names = [f"{name}-{scheme}.webp" for name in command[2:] for scheme in ("dark", "light")]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    greys = []
    for name in names:
        with image.open(tmp_path / name) as picture:
            greys.append(picture.convert("L"))
    dark_dialog, light_dialog, dark_page, light_page = greys
    assert min(len(grey.getcolors()) for grey in greys) > 20
    assert brightness(dark_dialog) < 100 < brightness(light_dialog)
    assert brightness(dark_page) < 100 < brightness(light_page)


def brightness(picture):
    """The grey in the middle of all of a picture's."""
    histogram = picture.histogram()
    return next(grey for grey in range(256) if sum(histogram[: grey + 1]) * 2 >= sum(histogram))
