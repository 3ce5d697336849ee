"""What was measured, in whichever way: samples of the subjects, round by round."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Unit:
    """In what a result is shown: a name, how many samples' units make one, and digits."""

    name: str
    size: float
    digits: int = 1

    def show(self, sample: float) -> str:
        """Return a sample in this unit."""
        return f"{sample / self.size:,.{self.digits}f}"


MICROSECONDS = Unit("µs", 1000)
MILLISECONDS = Unit("ms", 1_000_000)
KIBIBYTES = Unit("KiB", 1024)
MEBIBYTES = Unit("MiB", 1024 * 1024)
RATE = Unit("per CPU second", 1, 0)
TIMES = Unit("times", 1, 2)


@dataclass(frozen=True)
class Section:
    """A way to measure; how the first subject is compared to another, and what that is called."""

    name: str
    title: str
    explanation: str
    first_over_other: bool
    more_is_better: bool
    """Whether a comparison above 1 speaks for the first subject."""
    comparison: str
    """With the places `first` and `other`."""


PROCESS = Section(
    "process",
    "In process",
    "CPU time per request, the application called without a server.",
    first_over_other=False,
    more_is_better=True,
    comparison="{first} against {other}",
)
SCALE = Section(
    "scale",
    "Scale",
    "Each value comes from a process of its own; times are CPU time.",
    first_over_other=True,
    more_is_better=False,
    comparison="{first}'s share of {other}'s",
)


NETWORK = Section(
    "network",
    "Over the network",
    "Requests per second of the server's CPU time: uvicorn with uvloop and httptools on one core, "
    "wrk on another, over the loopback.",
    first_over_other=True,
    more_is_better=True,
    comparison="{first} against {other}",
)


@dataclass
class Result:
    """What was measured of one thing: for each subject a sample for each round."""

    section: Section
    name: str
    title: str
    unit: Unit
    samples: dict[str, list[float]] = field(default_factory=dict)
    requests: dict[str, int] = field(default_factory=dict)
    """How many requests make a sample, where a sample is made of requests."""
    lacking: dict[str, str] = field(default_factory=dict)
    """Why a subject has no samples."""
    differences: list[str] = field(default_factory=list)
    """Where answers differ; then there are no samples."""
