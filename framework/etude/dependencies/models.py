"""Dependants, where packages around this API style look for them."""

from .._facade.dependants import Dependant as Dependant
