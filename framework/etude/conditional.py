"""Conditional requests: answers that a client has already, and changes of what it has seen.

Standard: RFC 9110, section 13, with the entity tags of section 8.8.3.
"""

from __future__ import annotations

import re
from datetime import datetime, timezone
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from typing import Any, List, Optional

from annotated_doc import Doc
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import Annotated

from ._json import render_json
from .exceptions import EtudeError, HTTPException
from .params import Header

_OPAQUE = r"[\x21\x23-\x7e\x80-\xff]*"
_TAG = re.compile(rf'(?:W/)?"{_OPAQUE}"')
_OF_CACHES = ("cache-control", "content-location", "expires", "vary")
"""What an answer with status 304 repeats (RFC 9110, section 15.4.5)."""

ETag = Annotated[
    Optional[str],
    Doc("Any text that changes with what is there, or a whole entity tag, such as of `etag_of`."),
]
LastModified = Annotated[
    Optional[datetime], Doc("When it changed last; without a time zone, in UTC.")
]
_Tags = Optional[List[str]]
_Date = Optional[str]


def etag_of(
    value: Annotated[Any, Doc("Bytes, or anything that JSON can carry, as an answer does.")],
    *,
    weak: Annotated[
        bool, Doc("Whether equal tags mean the same to a reader, and not the same bytes.")
    ] = False,
) -> str:
    """Return an entity tag made of a value: equal for equal ones (RFC 9110, section 8.8.3)."""
    data = value if isinstance(value, bytes) else render_json(value)
    return f'{"W/" if weak else ""}"{sha256(data).hexdigest()[:32]}"'


class Preconditions:
    """What a request demands of the state of things, as a dependency: `Depends(Preconditions)`.

    It reads the four headers, and documents them. Standard: RFC 9110, section 13.1.
    """

    def __init__(
        self,
        request: Request,
        response: Response,
        if_match: Annotated[
            _Tags, Header(description="Only if it has one of these entity tags; `*`: if it exists.")
        ] = None,
        if_none_match: Annotated[
            _Tags,
            Header(description="Only if it has none of these entity tags; `*`: if it is new."),
        ] = None,
        if_modified_since: Annotated[
            _Date, Header(description="Only if it changed after this date.")
        ] = None,
        if_unmodified_since: Annotated[
            _Date, Header(description="Only if it did not change after this date.")
        ] = None,
    ) -> None:
        self._response = response
        self._is_read = request.method in ("GET", "HEAD")
        self._if_match, self._if_none_match = if_match, if_none_match
        self._if_modified_since = _read_date(if_modified_since)
        self._if_unmodified_since = _read_date(if_unmodified_since)

    def check(
        self,
        etag: ETag = None,
        last_modified: LastModified = None,
        *,
        required: Annotated[
            bool, Doc("Whether a change without a condition is refused (RFC 6585, section 3).")
        ] = False,
    ) -> None:
        """Compare what is there now with what the request demands; with neither, nothing is there.

        For GET and HEAD it gives `ETag` and `Last-Modified` to the answer. Call it when the answer
        would be a success otherwise, and before anything changes.

        Raises HTTPException with status 304 when the client has it already, 412 when a condition is
        not met, and 428 when one is required. Raises EtudeError for a text that is no entity tag.
        """
        tag, modified = _entity_tag(etag), _to_the_second(last_modified)
        found = _validators(tag, modified)
        demands = self._if_match or self._if_none_match or self._if_unmodified_since
        if required and not (self._is_read or demands):
            raise HTTPException(428)
        if not self._may_change(tag, modified):
            raise HTTPException(412, headers=found)
        said = self._response.headers
        if self._is_known(tag, modified):
            kept = {name: said[name] for name in _OF_CACHES if name in said}
            raise HTTPException(304 if self._is_read else 412, headers={**kept, **found})
        if self._is_read:
            said.update(found)

    def describe(self, etag: ETag = None, last_modified: LastModified = None) -> None:
        """Give `ETag` and `Last-Modified` to the answer, such as those after a change."""
        self._response.headers.update(_validators(_entity_tag(etag), _to_the_second(last_modified)))

    def _may_change(self, tag: str | None, modified: datetime | None) -> bool:
        """Steps 1 and 2 of RFC 9110, section 13.2.2."""
        if self._if_match is not None:
            return _lists(self._if_match, tag, modified, strong=True)
        before = self._if_unmodified_since
        return before is None or modified is None or modified <= before

    def _is_known(self, tag: str | None, modified: datetime | None) -> bool:
        """Steps 3 and 4 of RFC 9110, section 13.2.2."""
        if self._if_none_match is not None:
            return _lists(self._if_none_match, tag, modified)
        since = self._if_modified_since
        return self._is_read and since is not None and modified is not None and modified <= since


def _lists(
    values: list[str], tag: str | None, modified: datetime | None, strong: bool = False
) -> bool:
    """Tell whether a header lists what is there (RFC 9110, sections 8.8.3.2, 13.1.1 and 13.1.2)."""
    text = ", ".join(values)
    if text.strip() == "*" or tag is None:
        return text.strip() == "*" and (tag or modified) is not None
    tags = _TAG.findall(text)
    if strong:
        return tag in tags and not tag.startswith("W/")
    return tag.lstrip("W/") in [each.lstrip("W/") for each in tags]


def _entity_tag(text: str | None) -> str | None:
    if text is None or _TAG.fullmatch(text):
        return text
    if not re.fullmatch(_OPAQUE, text):
        raise EtudeError(
            f"{text!r} is no entity tag: it has a space, a quotation mark or a character that no "
            "header has. Give an id, a version or a checksum, or what `etag_of` makes of a value."
        )
    return f'"{text}"'


def _validators(tag: str | None, modified: datetime | None) -> dict[str, str]:
    headers = {} if tag is None else {"ETag": tag}
    if modified is not None:
        headers["Last-Modified"] = format_datetime(modified, usegmt=True)
    return headers


def _to_the_second(moment: datetime | None) -> datetime | None:
    """Return a moment as a header can carry it (RFC 9110, section 5.6.7)."""
    if moment is None:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return moment.astimezone(timezone.utc).replace(microsecond=0)


def _read_date(text: str | None) -> datetime | None:
    """Read a date; what is none is ignored (RFC 9110, sections 13.1.3 and 13.1.4)."""
    try:
        return _to_the_second(None if text is None else parsedate_to_datetime(text))
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
