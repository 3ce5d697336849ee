"""Files of a directory, as Starlette serves them."""

from starlette.staticfiles import StaticFiles as StaticFiles
