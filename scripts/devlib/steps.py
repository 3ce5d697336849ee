"""Steps that depend on each other, run at most two at a time, each one reported with its time."""

from __future__ import annotations

import enum
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Callable, Iterable, Sequence

_AT_ONCE = 2


class Verdict(enum.Enum):
    """How a step went; the value is what the report shows."""

    PASSED = "ok"
    FAILED = "FAILED"
    SKIPPED = "skipped"
    NOT_RUN = "NOT RUN"


@dataclass(frozen=True)
class Step:
    """Something to do, named, and one line about it.

    Args:
        run: does it, and returns whether it went well.
        needs: the steps that must have passed before this one starts.
        alone: whether no other step may run at the same time.
    """

    name: str
    about: str
    run: Callable[[], bool]
    needs: tuple[str, ...] = ()
    alone: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a step, and how many seconds it took."""

    name: str
    verdict: Verdict
    seconds: float = 0.0
    reason: str = ""

    @property
    def is_bad(self) -> bool:
        return self.verdict in (Verdict.FAILED, Verdict.NOT_RUN)


def with_needs(names: Iterable[str], steps: Sequence[Step]) -> list[Step]:
    """Selects the steps of these names and all that they need, in the order of ``steps``."""
    by_name = {step.name: step for step in steps}
    wanted: set[str] = set()
    remaining = list(names)
    while remaining:
        name = remaining.pop()
        if name not in wanted:
            wanted.add(name)
            remaining.extend(by_name[name].needs)
    return [step for step in steps if step.name in wanted]


def run_steps(steps: Sequence[Step], report: Callable[[Outcome], None]) -> list[Outcome]:
    """Runs every step whose needs are met, going on after a failure, and reports each as it ends."""
    waiting = list(steps)
    running: dict[Future[bool], tuple[Step, float]] = {}
    outcomes: dict[str, Outcome] = {}

    def end(outcome: Outcome) -> None:
        outcomes[outcome.name] = outcome
        report(outcome)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while waiting or running:
            for step in _hopeless(waiting, outcomes):
                waiting.remove(step)
                end(_not_run(step, outcomes))
            for step in _startable(waiting, [step for step, _ in running.values()], outcomes):
                waiting.remove(step)
                running[pool.submit(step.run)] = step, time.monotonic()
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                step, started = running.pop(future)
                verdict = Verdict.PASSED if future.result() else Verdict.FAILED
                end(Outcome(step.name, verdict, time.monotonic() - started))
    return list(outcomes.values())


def _hopeless(waiting: Sequence[Step], outcomes: dict[str, Outcome]) -> list[Step]:
    return [step for step in waiting if _failed_needs(step, outcomes)]


def _failed_needs(step: Step, outcomes: dict[str, Outcome]) -> list[str]:
    return [name for name in step.needs if name in outcomes and outcomes[name].is_bad]


def _not_run(step: Step, outcomes: dict[str, Outcome]) -> Outcome:
    failed = " and ".join(_failed_needs(step, outcomes))
    return Outcome(step.name, Verdict.NOT_RUN, reason=f"it needs {failed}")


def _startable(
    waiting: Sequence[Step], running: Sequence[Step], outcomes: dict[str, Outcome]
) -> list[Step]:
    """Chooses, in order, the steps that may start now beside those that run."""
    chosen: list[Step] = []
    for step in waiting:
        beside = [*running, *chosen]
        is_ready = all(name in outcomes and not outcomes[name].is_bad for name in step.needs)
        has_room = len(beside) < _AT_ONCE and not any(one.alone for one in beside)
        if is_ready and has_room and not (step.alone and beside):
            chosen.append(step)
    return chosen
