"""What an application answers, and whether two subjects answer the same."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any, Dict, Mapping, Sequence

Message = Dict[str, Any]

LONGEST_BODY_SHOWN = 600

STATUS = {"http.response.start": None, "websocket.accept": 101}
"""The messages with which an answer starts; the status of those that do not tell it."""


@dataclass(frozen=True)
class Answer:
    """A response; header names are in lower case and sorted, the body is decoded as Latin-1."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    @property
    def media_type(self) -> str:
        """Return the media type without parameters, or an empty string."""
        return dict(self.headers).get("content-type", "").partition(";")[0]

    @property
    def own_headers(self) -> tuple[tuple[str, str], ...]:
        """Return the headers that only the application itself can have set."""
        return tuple(header for header in self.headers if header[0].startswith("x-own-"))

    def digest(self) -> str:
        """Return a short digest of status, headers and body."""
        text = repr((self.status, self.headers, self.body))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Answer:
        """Return the answer that `as_json` wrote."""
        headers = tuple((name, value) for name, value in content["headers"])
        return cls(content["status"], headers, content["body"])


def split_answers(messages: Sequence[Message]) -> list[Answer]:
    """Return the answers in a list of ASGI messages, each from its start to the next one's."""
    starts = [index for index, message in enumerate(messages) if message["type"] in STATUS]
    ends = [*starts[1:], len(messages)]
    return [read_answer(messages[start:end]) for start, end in zip(starts, ends)]


def read_answer(messages: Sequence[Message]) -> Answer:
    """Return the answer that the ASGI messages of one response or one websocket make."""
    start, *parts = messages
    headers = sorted(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, value in start.get("headers") or ()
    )
    status = STATUS[start["type"]] or start["status"]
    return Answer(status, tuple(headers), "".join(map(content_of, parts)))


def content_of(part: Message) -> str:
    """Return the content of a part of a response, or of one message over a websocket in a line."""
    if part["type"] == "websocket.send":
        return f"{part.get('text') or part.get('bytes')}\n"
    body: bytes = part.get("body", b"")
    return body.decode("latin-1")


def find_differences(answers: Mapping[str, Sequence[Answer]], status: int) -> list[str]:
    """Return a sentence for each answer that is not as it must be.

    All must have the expected status and a true `content-length`. They must also equal those of
    FastAPI, or without it of the first subject, in the same order: in status, media type, the
    application's own headers and body.
    """
    reference = "fastapi" if "fastapi" in answers else next(iter(answers), "")
    differences: list[str] = []
    for subject, given in answers.items():
        for number, answer in enumerate(given, start=1):
            place = f"{subject}, request {number}"
            differences.extend(wrong_in_itself(place, answer, status))
        if subject != reference:
            differences.extend(compare(subject, given, reference, answers[reference]))
    return differences


def wrong_in_itself(place: str, answer: Answer, status: int) -> list[str]:
    """Return what is wrong with an answer, whatever the other subjects say."""
    wrong = []
    if answer.status != status:
        wrong.append(f"{place}: status {answer.status} instead of {status}: {shown(answer.body)}")
    length = dict(answer.headers).get("content-length")
    if length is not None and int(length) != len(answer.body):
        wrong.append(f"{place}: content-length {length}, but the body has {len(answer.body)} bytes")
    return wrong


def compare(
    subject: str, given: Sequence[Answer], reference: str, expected: Sequence[Answer]
) -> list[str]:
    """Return a sentence for each difference between two subjects."""
    if len(given) != len(expected):
        return [f"{subject} gave {len(given)} answers, {reference} gave {len(expected)}"]
    differences = []
    for number, (one, other) in enumerate(zip(given, expected), start=1):
        for part in ("status", "media_type", "own_headers", "body"):
            here, there = getattr(one, part), getattr(other, part)
            if here != there:
                differences.append(
                    f"{subject}, request {number}: {part} differs from {reference}:\n"
                    f"  {subject}: {shown(here)}\n  {reference}: {shown(there)}"
                )
    return differences


def shown(value: object) -> str:
    """Return a value for a message, cut when it is long."""
    text = repr(value)
    if len(text) <= LONGEST_BODY_SHOWN:
        return text
    return f"{text[:LONGEST_BODY_SHOWN]}... ({len(text)} characters)"
