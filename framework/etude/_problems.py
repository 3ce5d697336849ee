"""What problem details say of an exception, and whether a client wants them."""

from __future__ import annotations

from typing import Any, Iterator, Mapping, Sequence
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.types import Scope

from ._http import phrase_of
from .exceptions import RequestValidationError
from .problems import Problem

PROBLEM_JSON = "application/problem+json"
_JSON_RANGES = ("application/json", "application/*", "*/*")
_TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}
"""The phrases of RFC 9110 in whose place some versions of Python have older ones."""
_IN_PATHS = "/:@!$&'()*+,;=~"
"""What may stand in the path of a URI as it is (RFC 3986, section 3.3)."""


def title_of(status_code: int) -> str:
    """Return the title of a problem that is no more than its status (RFC 9457, section 4.2.1)."""
    return _TITLES.get(status_code) or phrase_of(status_code) or "Error"


def problem_of(error: HTTPException | RequestValidationError, scope: Scope) -> dict[str, Any]:
    """Return the members of problem details (RFC 9457, section 3)."""
    problem = _as_problem(error)
    path = "/" + scope["path"].lstrip("/")  # two slashes would begin with the name of a host
    phrases = (title_of(problem.status), phrase_of(problem.status))
    title = problem.title or phrases[0]
    standard = {
        "type": problem.type,
        "title": title,
        "status": problem.status,
        "detail": None if problem.detail in (title, *phrases) else problem.detail,
        "instance": problem.instance or quote(path, _IN_PATHS),
    }
    given = {name: value for name, value in standard.items() if value is not None}
    return {**given, **problem.members}


def _as_problem(error: HTTPException | RequestValidationError) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, RequestValidationError):
        return Problem(status=422, errors=[_invalid_part(each, error) for each in error.errors()])
    status = error.status_code
    detail: Any = error.detail
    if not isinstance(detail, str):
        return Problem(status=status, data=detail)
    return Problem(detail, status=status)


def _invalid_part(entry: Mapping[str, Any], error: RequestValidationError) -> dict[str, Any]:
    """Return what is wrong, and where: a place in the body, or the name of a parameter."""
    location, *path = entry["loc"]
    if location == "body":
        steps = () if entry["type"] == "json_invalid" else _steps(path, entry, error.body)
        return {"pointer": f"#{''.join(steps)}", "detail": entry["msg"]}
    names = {"parameter": str(path[0])} if path else {}
    return {"location": location, **names, "detail": entry["msg"]}


def _steps(path: Sequence[Any], entry: Mapping[str, Any], value: Any) -> Iterator[str]:
    """Return the tokens of a JSON Pointer as a part of a URI (RFC 6901, sections 3 and 6).

    Pydantic's locations also hold what is not in the body, such as the member of a union that was
    tried: only what is there counts, and the member that is missing.
    """
    for number, step in enumerate(path, 1):
        is_there = _has(value, step)
        if is_there or (entry["type"] == "missing" and number == len(path)):
            yield "/" + quote(str(step).replace("~", "~0").replace("/", "~1"), "~")
            value = value[step] if is_there else None


def _has(value: Any, step: Any) -> bool:
    if isinstance(value, Mapping):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value)


def prefers_problems(accept: str) -> bool:
    """Tell whether an `Accept` header asks for problem details at least as much as for plain JSON.

    Standard: RFC 9110, section 12.5.1.
    """
    wanted = dict(_media_ranges(accept))
    plain = next((wanted[each] for each in _JSON_RANGES if each in wanted), 0.0)
    return wanted.get(PROBLEM_JSON, 0.0) >= max(plain, 0.001)


def _media_ranges(accept: str) -> Iterator[tuple[str, float]]:
    for media_range in accept.lower().split(","):
        name, *parameters = (part.strip() for part in media_range.split(";"))
        weights = [part[2:] for part in parameters if part.startswith("q=")]
        try:
            yield name, float(weights[0]) if weights else 1.0
        except ValueError:  # no number, and so no wish
            yield name, 0.0
