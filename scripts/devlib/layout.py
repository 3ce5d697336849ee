"""Where things lie in the repository."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
ENVIRONMENTS = CACHE / "environments"
LOGS = CACHE / "logs"
EXAMPLE = "docs_src/first_steps/tutorial001.py"


def from_root(path: Path) -> str:
    """Names a path inside the repository as somebody who stands at its root would."""
    return str(path.relative_to(ROOT))
