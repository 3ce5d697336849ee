"""Which lines a symbol names."""

from __future__ import annotations

import pytest

from docslib.problems import IncludeError
from docslib.symbols import symbols_of

SOURCE = """\
import os.path
from typing import (
    Annotated,
)

from etude import Etude as App, Query

app = App(
    title="Items",
    version="1",
)
app.add_middleware(Gzip, minimum_size=10)
app.dependency_overrides[settings] = fake
first, second = 1, 2


class Item(BaseModel):
    name: str
    price: float = Field(
        default=1,
        gt=0,
    )

    def total(self) -> "Dict[str, int]":
        return {"a": 1}


@app.get(
    "/items/",
    status_code=201,
)
@traced
async def read_items(
    path: str,
    *rest: int,
    q: Annotated[
        str,
        Query(max_length=5),
    ] = "lambda: x",
    **more: int,
):
    answer = {"q": q}
    if q:
        with open(q) as file:
            text = file.read()
    return answer


def one(): return 1
"""

EXPECTED = {
    "import os.path": {1},
    "import Annotated": {2, 3, 4},
    "import App": {6},
    "app": {8, 9, 10, 11},
    "app(title)": {9},
    "app.add_middleware": {12},
    "app.add_middleware(minimum_size)": {12},
    "app.dependency_overrides": {13},
    "second": {14},
    "Item": set(range(17, 26)),
    "class Item": {17},
    "Item.name": {18},
    "Item.price": {19, 20, 21, 22},
    "Item.price(gt)": {21},
    "Item.total": {24, 25},
    "def Item.total": {24},
    "read_items": set(range(28, 47)),
    "@read_items": {28, 29, 30, 31, 32},
    "@read_items(status_code)": {30},
    "def read_items": set(range(33, 42)),
    "read_items(path)": {34},
    "read_items(rest)": {35},
    "read_items(q)": {36, 37, 38, 39},
    "read_items(q.max_length)": {38},
    "read_items(more)": {40},
    "read_items.answer": {42},
    "read_items.text": {45},
    "def one": {49},
    "one": {49},
}


@pytest.mark.parametrize(("symbol", "lines"), EXPECTED.items())
def test_a_symbol_names_its_lines(symbol, lines):
    assert symbols_of(SOURCE)[symbol] == lines


def test_a_name_that_is_bound_twice_names_all_of_its_lines():
    found = symbols_of("a = 1\nb = 2\na = 3\n")

    assert found["a"] == {1, 3}


def test_a_file_that_is_not_python_is_named_as_such():
    with pytest.raises(IncludeError, match="not valid Python: line 2"):
        symbols_of("a = 1\ndef\n")


def test_braces_that_stand_for_themselves_in_an_f_string_are_no_brackets():
    source = 'line = f"{{ {1}"\n\n\nclass Names:\n    first: str\n'
    assert symbols_of(source)["class Names"] == {4}
