"""Fields, where packages around this API style look for them."""

from .._facade.fields import *  # noqa: F403  # all of it is made for them
