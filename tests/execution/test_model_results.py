"""Promises about results that are models: some are validated to themselves, and others are not."""

from typing import List

import pytest
from pydantic import BaseModel, ConfigDict, RootModel, model_validator

from etude import Etude
from etude._pydantic import Adapter
from etude.exceptions import ResponseValidationError
from etude.testclient import TestClient


class Plain(BaseModel):
    size: int


class More(Plain):
    secret: str = "hidden"


class Strict(Plain):
    model_config = ConfigDict(revalidate_instances="always")


class Checked(Plain):
    @model_validator(mode="after")
    def check(self):
        if self.size < 0:
            raise ValueError("too small")
        return self


class Sizes(RootModel[List[int]]):
    pass


class Tree(BaseModel):
    children: "List[Tree]" = []


class Other:
    size = "3"


def answer(declared, result):
    app = Etude()

    @app.get("/", response_model=declared)
    async def read():
        return result

    return TestClient(app).get("/")


@pytest.mark.parametrize(
    ("type_", "unchanged"),
    [
        (Plain, Plain),
        (More, More),
        (Sizes, Sizes),
        (Strict, None),
        (Checked, None),
        (Tree, None),
        (List[Plain], None),
        (int, None),
    ],
)
def test_only_instances_of_plain_models_are_left_alone(type_, unchanged):
    assert Adapter(type_).unchanged is unchanged


@pytest.mark.parametrize("result", [Plain(size=3), More(size=3), Other(), {"size": "3"}])
def test_every_result_has_what_is_declared_and_no_more(result):
    assert answer(Plain, result).text == '{"size":3}'


def test_results_of_other_kinds_are_written_by_their_types():
    assert answer(Sizes, Sizes([1, 2])).text == "[1,2]"
    assert answer(Tree, Tree(children=[Tree()])).text == '{"children":[{"children":[]}]}'


@pytest.mark.parametrize(
    ("declared", "result"),
    [
        (Strict, Strict.model_construct(size="large")),
        (Checked, Checked.model_construct(size=-1)),
        (Plain, Checked),
    ],
)
def test_what_has_to_be_looked_at_is_looked_at(declared, result):
    with pytest.raises(ResponseValidationError):
        answer(declared, result)
