"""What each process of a server imports for `etude run --as-fastapi`: the application, as `app`.

The environment variable ETUDE_AS_FASTAPI names it as `module:name`.
"""

from __future__ import annotations

import importlib
import os
from functools import reduce
from typing import Any

from .fastapi import install

install()
_module, _, _names = os.environ["ETUDE_AS_FASTAPI"].partition(":")
app: Any = reduce(getattr, _names.split("."), importlib.import_module(_module))
