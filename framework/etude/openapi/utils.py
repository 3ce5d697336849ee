"""The document as a function of routes, under the name that users of this API style know."""

from __future__ import annotations

from .constants import METHODS_WITH_BODY as METHODS_WITH_BODY
from .constants import REF_PREFIX as REF_PREFIX
from .documents import get_openapi as get_openapi
from .operations import validation_error_definition as validation_error_definition
from .operations import (
    validation_error_response_definition as validation_error_response_definition,
)
