"""How the fields of the body share the one body of a request."""

from __future__ import annotations

from typing import Iterable

from .model import Body, Field, Location

JSON = "application/json"


def plan_body(fields: Iterable[Field]) -> Body | None:
    """Plan the body of an operation from all fields of all its calls."""
    own = {field.name: field for field in fields if field.location is Location.body}
    if not own:
        return None
    distinct = tuple(own.values())
    is_embedded = len(distinct) > 1 or bool(distinct[0].marker.embed)
    media_types = {field.marker.media_type for field in distinct}
    return Body(distinct, is_embedded, media_types.pop() if len(media_types) == 1 else JSON)
