"""Reads the `Authorization` header."""

from __future__ import annotations

from annotated_doc import Doc
from typing_extensions import Annotated


def get_authorization_scheme_param(
    authorization_header_value: Annotated[
        str | None, Doc("The value of the header, `None` when it was not sent.")
    ],
) -> tuple[str, str]:
    """Split a value of `Authorization` into its scheme and its credentials (RFC 9110, section 11.4).

    Both are empty strings where they are missing. The scheme comes back as it was sent; compare it
    without regard to case.
    """
    scheme, _, credentials = (authorization_header_value or "").partition(" ")
    return scheme, credentials.strip()
