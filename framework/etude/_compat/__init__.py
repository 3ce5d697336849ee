"""Names under which packages around this API style look for fields; views of the plan."""

from __future__ import annotations

from .._pydantic import Undefined as Undefined
from .fields import PYDANTIC_V2 as PYDANTIC_V2
from .fields import PYDANTIC_VERSION as PYDANTIC_VERSION
from .fields import PYDANTIC_VERSION_MINOR_TUPLE as PYDANTIC_VERSION_MINOR_TUPLE
from .fields import ModelField as ModelField
from .fields import RequiredParam as RequiredParam
from .fields import field_annotation_is_sequence as field_annotation_is_sequence
from .fields import get_definitions as get_definitions
from .fields import get_flat_models_from_fields as get_flat_models_from_fields
from .fields import get_model_name_map as get_model_name_map
from .fields import is_bytes_or_nonable_bytes_annotation as is_bytes_or_nonable_bytes_annotation
from .fields import is_bytes_sequence_annotation as is_bytes_sequence_annotation
from .fields import lenient_issubclass as lenient_issubclass
