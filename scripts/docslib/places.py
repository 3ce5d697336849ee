"""Where the parts of the documentation lie in the repository."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs_src"
SITE = ROOT / "site"
REDIRECTS = ROOT / "docs" / "redirects.yml"
DEFAULT_LANGUAGE = "en"


def language_of(config_file: Path) -> str:
    """The language that a configuration file builds: the name of its folder under `docs/`."""
    folder = config_file.resolve().parent
    return folder.name if folder.parent == ROOT / "docs" else DEFAULT_LANGUAGE


def language_folder(language: str) -> Path:
    """The folder of one language, from which plain includes are counted."""
    return ROOT / "docs" / language
