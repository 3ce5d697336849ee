"""A plain function is read from its code, and as `inspect` reads it."""

from __future__ import annotations

import inspect
import sys
from typing import Any, Dict, List, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import Annotated

from etude import Query
from etude._plan.signature import declarations, kind_of

ANNOTATIONS = ["", ": int", ": 'Optional[int]'", ": Annotated[int, Query()]", ": List[str]"]
NAMES: Dict[str, Any] = {
    "Annotated": Annotated,
    "List": List,
    "Optional": Optional,
    "Query": Query,
    "__name__": __name__,
}
BODIES = {
    "def {}: return 1": "thread",
    "def {}: yield 1": "generator",
    "async def {}: return 1": "coroutine",
    "async def {}: yield 1": "async_generator",
}

arguments = st.tuples(st.sampled_from(ANNOTATIONS), st.sampled_from(["", " = None", " = 3"]))


@st.composite
def signatures(draw):
    """Return the text between the parentheses: arguments, `*args`, arguments by name, `**kwargs`."""
    plain, by_name = draw(st.lists(arguments, max_size=4)), draw(st.lists(arguments, max_size=3))
    required = [row for row in plain if not row[1]]
    plain = required + [row for row in plain if row[1]]
    parts = [f"a{number}{''.join(row)}" for number, row in enumerate(plain)]
    star = draw(st.sampled_from(["", "*args", "*args: int"]))
    parts += [star or "*"] if star or by_name else []
    parts += [f"b{number}{''.join(row)}" for number, row in enumerate(by_name)]
    parts += draw(st.sampled_from([[], ["**kwargs"]]))
    returned = draw(st.sampled_from(["", " -> int", " -> 'List[int]'"]))
    return f"f({', '.join(parts)}){returned}"


def function_of(text):
    names = dict(NAMES)
    exec(compile(text, "<made>", "exec", dont_inherit=True), names)
    return names["f"]


def shown(read):
    """Return declarations, and the annotation beside them, as values that can be compared."""
    declared, returned = read
    return [vars(each) for each in declared], returned


@given(signatures(), st.sampled_from(list(BODIES)))
def test_a_plain_function_is_read_as_one_that_something_was_done_to(signature, body):
    function = function_of(body.format(signature))
    read, kind = declarations(function), kind_of(function)
    function.mark = "so that inspect reads it"
    assert shown(read) == shown(declarations(function))
    assert kind is kind_of(function)
    assert kind.value == BODIES[body]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Python 3.12 brought such marks")
def test_a_function_that_is_marked_as_one_of_coroutines_counts_as_one():
    function = inspect.markcoroutinefunction(function_of("def f(): return 1"))
    assert kind_of(function).value == "coroutine"
