"""Keeping the tables of examples apart.

SQLModel notes the tables of all models of a process in one registry. Here every form of every example
declares its tables in one process, many under the same names, so each import gets its own registry.
"""

from __future__ import annotations

import sys
from typing import Any


def renew() -> None:
    """Give SQLModel an empty registry, if anything has imported it."""
    if "sqlmodel" in sys.modules:
        from sqlalchemy.orm import registry

        use(registry())


def current() -> Any:
    """Return the registry that SQLModel notes tables in; None before its import."""
    sqlmodel = sys.modules.get("sqlmodel")
    return sqlmodel.SQLModel._sa_registry if sqlmodel is not None else None


def use(registry: Any) -> None:
    """Let SQLModel note tables in this registry, and `SQLModel.metadata` be the registry's."""
    from sqlmodel import SQLModel

    SQLModel._sa_registry = registry
    SQLModel.metadata = registry.metadata
