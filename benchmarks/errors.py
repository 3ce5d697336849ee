"""What can go wrong in a benchmark run.

BenchmarkError
├── EnvironmentFailure   an environment cannot be made
└── WorkerFailure        a worker ended or answered out of turn
"""

from __future__ import annotations


class BenchmarkError(Exception):
    """The run cannot go on; the message says why and what to do."""


class EnvironmentFailure(BenchmarkError):
    """An environment cannot be made."""


class WorkerFailure(BenchmarkError):
    """A worker ended or answered out of turn."""
