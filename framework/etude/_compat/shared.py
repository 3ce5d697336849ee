"""Names of this package, where some look for them."""

from __future__ import annotations

from .fields import PYDANTIC_VERSION_MINOR_TUPLE as PYDANTIC_VERSION_MINOR_TUPLE
from .fields import field_annotation_is_sequence as field_annotation_is_sequence
from .fields import is_bytes_or_nonable_bytes_annotation as is_bytes_or_nonable_bytes_annotation
from .fields import is_bytes_sequence_annotation as is_bytes_sequence_annotation
from .fields import lenient_issubclass as lenient_issubclass
