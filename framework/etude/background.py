"""Tasks that run after the answer was sent."""

from __future__ import annotations

from typing import Any, Callable

from annotated_doc import Doc
from starlette.background import BackgroundTasks as StarletteBackgroundTasks
from typing_extensions import Annotated, ParamSpec

P = ParamSpec("P")


class BackgroundTasks(StarletteBackgroundTasks):
    """A list of tasks that run one after the other when the answer has been sent.

    Declare an argument of this type to get the one list of the request.
    """

    def add_task(
        self,
        func: Annotated[Callable[P, Any], Doc("What to call: `def` functions run in a thread.")],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Add a call to the end of the list. A task that raises ends the list."""
        super().add_task(func, *args, **kwargs)
