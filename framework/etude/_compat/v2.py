"""Names of this package, where some look for them."""

from __future__ import annotations

from .fields import ModelField as ModelField
from .fields import get_flat_models_from_fields as get_flat_models_from_fields
from .fields import get_model_name_map as get_model_name_map
