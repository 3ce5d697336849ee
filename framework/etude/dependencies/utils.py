"""What makes and solves dependants, where packages around this API style look for it."""

from .._facade.dependants import *  # noqa: F403  # all of it is made for them
from .._facade.dependants import _get_body_field as _get_body_field
from .._facade.dependants import _get_flat_body_params as _get_flat_body_params
from .._facade.dependants import _should_embed_body_fields as _should_embed_body_fields
