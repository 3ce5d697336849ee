"""Templates of Jinja, as Starlette renders them; the package `jinja2` must be installed."""

from starlette.templating import Jinja2Templates as Jinja2Templates
