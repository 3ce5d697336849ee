"""Uploaded files, and the structures of Starlette under our name."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from annotated_doc import Doc
from pydantic_core import core_schema
from starlette.datastructures import URL as URL
from starlette.datastructures import Address as Address
from starlette.datastructures import FormData as FormData
from starlette.datastructures import Headers as Headers
from starlette.datastructures import QueryParams as QueryParams
from starlette.datastructures import State as State
from starlette.datastructures import UploadFile as StarletteUploadFile
from typing_extensions import Annotated

_T = TypeVar("_T")


class UploadFile(StarletteUploadFile):
    """A file that a client uploaded, in memory while it is small, else on disk.

    `filename` is what the client called it, unchanged; `content_type` is its media type, or None;
    `size` is in bytes; `file` is the file object for code in threads.
    """

    async def write(self, data: Annotated[bytes, Doc("What to write, at the position.")]) -> None:
        """Write bytes to the file."""
        await super().write(data)

    async def read(
        self, size: Annotated[int, Doc("How many bytes; by default, all that are left.")] = -1
    ) -> bytes:
        """Read bytes from the position on."""
        return await super().read(size)

    async def seek(
        self, offset: Annotated[int, Doc("The position, in bytes from the beginning.")]
    ) -> None:
        """Move to a position."""
        await super().seek(offset)

    async def close(self) -> None:
        """Close the file; the framework does it when the request is done."""
        await super().close()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return core_schema.no_info_wrap_validator_function(
            cls._validate,
            core_schema.bytes_schema(),
            serialization=core_schema.to_string_ser_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        described = {**handler(schema), "contentMediaType": "application/octet-stream"}
        described.pop("format", None)  # of OpenAPI 3.0
        return described

    @classmethod
    def _validate(cls, value: Any, validate_bytes: Any) -> UploadFile:
        if isinstance(value, cls):
            return value
        if not isinstance(value, StarletteUploadFile):
            raise ValueError(f"Expected UploadFile, received: {type(value)}")
        return cls(value.file, size=value.size, filename=value.filename, headers=value.headers)


class DefaultPlaceholder(Generic[_T]):
    """Stands for an option that was not given; `value` is what it would be.

    Etude itself says 'not given' by leaving an option out, and understands an option with a
    placeholder in the same way. Its truth is that of its value.
    """

    __hash__ = None  # type: ignore[assignment]  # equal placeholders may hold unhashable values

    def __init__(self, value: Annotated[_T, Doc("What holds if nobody says otherwise.")]) -> None:
        self.value = value

    def __bool__(self) -> bool:
        return bool(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DefaultPlaceholder) and bool(other.value == self.value)

    def __repr__(self) -> str:
        return f"Default({self.value!r})"


def Default(value: Annotated[_T, Doc("What holds if nobody says otherwise.")]) -> _T:
    """Return a placeholder for an option that was not given, typed as the value."""
    return DefaultPlaceholder(value)  # type: ignore[return-value]  # as a marker stands for a value


_Unset: Any = Default(None)
"""An option that was not given, for packages that tell it from None."""
