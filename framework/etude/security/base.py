"""What makes a dependency a security scheme."""

from __future__ import annotations

from etude._security import SecurityBase as SecurityBase
