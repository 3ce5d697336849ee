"""Keeping the tables of examples apart.

SQLModel notes the tables of all models of a process in one registry. Here every form of every example
declares its tables in one process, many under the same names, so each form gets its own registry.
"""

from __future__ import annotations

import sys
from typing import Any, Dict

_kept: Dict[str, Any] = {}


def renew() -> None:
    """Give SQLModel an empty registry, if anything has imported it."""
    if "sqlmodel" in sys.modules:
        from sqlalchemy.orm import registry

        _use(registry())


def keep(form: str) -> None:
    """Note that the tables declared now are those of this form."""
    if "sqlmodel" in sys.modules:
        from sqlmodel import SQLModel

        _kept[form] = SQLModel._sa_registry


def restore(form: str) -> None:
    """Let SQLModel know the tables of this form and no others: none, if it has not declared any."""
    if form in _kept:
        _use(_kept[form])
    else:
        renew()


def _use(registry: Any) -> None:
    from sqlmodel import SQLModel

    SQLModel._sa_registry = registry
    SQLModel.metadata = registry.metadata
