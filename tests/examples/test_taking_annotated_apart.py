from __future__ import annotations

import pytest

pytest.importorskip("libcst", reason="the forms are derived where the extra [dev] is installed")

from exampleslib.annotated import (
    CannotTakeApart,
    OnlyAnnotated,
    has_markers,
    take_apart,
)


@pytest.mark.parametrize(
    ("annotated", "plain"),
    [
        ("q: Annotated[str, Query()]", "q: str = Query()"),
        ("q: Annotated[str, Query(min_length=3)]", "q: str = Query(min_length=3)"),
        ("q: Annotated[str, Query()] = 'a'", "q: str = Query(default='a')"),
        ("q: Annotated[str, Query(max_length=5)] = None", "q: str = Query(default=None, max_length=5)"),
        ("q: Annotated[List[str], Query()] = ['a']", "q: List[str] = Query(default=['a'])"),
        ("q: Annotated[str, Query(min_length=3)] = ...", "q: str = Query(default=..., min_length=3)"),
        ("q: Annotated[str, Query(...)]", "q: str = Query(...)"),
        ("c: Annotated[Commons, Depends()]", "c: Commons = Depends()"),
        ("c: Annotated[dict, Depends(commons)]", "c: dict = Depends(commons)"),
        ("u: Annotated[User, Security(get_user, scopes=['me'])]",
         "u: User = Security(get_user, scopes=['me'])"),
        ("q: typing.Annotated[str, Query()]", "q: str = Query()"),
        ("self, q: Annotated[str, Header()]", "self, q: str = Header()"),
        ("*, q: Annotated[str, Cookie()]", "*, q: str = Cookie()"),
        ("item: Item, q: str = 'a'", "item: Item, q: str = 'a'"),
    ],
)  # fmt: skip
def test_the_marker_becomes_the_one_default(annotated: str, plain: str) -> None:
    assert take_apart(f"def f({annotated}): ...\n") == f"def f({plain}): ...\n"


@pytest.mark.parametrize(
    ("annotated", "plain"),
    [
        ("q: Annotated[str, Query()], item_id: int", "*, q: str = Query(), item_id: int"),
        ("a: int, q: Annotated[str, Query()], b: int", "a: int, *, q: str = Query(), b: int"),
        ("q: Annotated[str, Query()], b: int, *, c: int", "*, q: str = Query(), b: int, c: int"),
        ("a: int, q: Annotated[str, Query()], b: int = 1", "a: int, q: str = Query(), b: int = 1"),
    ],
)
def test_a_parameter_without_default_may_follow_one_with(annotated: str, plain: str) -> None:
    taken = take_apart(f"def f({annotated}): ...\n")

    compile(taken, "example", "exec")
    assert taken == f"def f({plain}): ...\n"


def test_an_alias_is_written_out_where_it_is_used() -> None:
    text = (
        "SessionDep = Annotated[Session, Depends(get_session)]\n"
        "def f(session: SessionDep): ...\n"
        "def g(session: SessionDep): ...\n"
    )

    assert take_apart(text) == (
        "def f(session: Session = Depends(get_session)): ...\n"
        "def g(session: Session = Depends(get_session)): ...\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "def f(id: Annotated[str, AfterValidator(check)] = None): ...\n",
        "def f(id: Annotated[str, Query(), AfterValidator(check)]): ...\n",
        "def f(ids: List[Annotated[int, Field(gt=3)]]): ...\n",
        "Id = Annotated[str, AfterValidator(check)]\ndef f(id: Id): ...\n",
        "class Item(BaseModel):\n    name: Annotated[str, Field(min_length=1)]\n",
    ],
)
def test_what_only_annotated_can_say_has_no_plain_form(text: str) -> None:
    with pytest.raises(OnlyAnnotated):
        take_apart(text)


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ("q: Annotated[str, Query('a')] = 'b'", "has one of them"),
        ("c: Annotated[dict, Depends(commons)] = None", "has one of them"),
        ("q: Annotated[str, Query()], b: int, *rest", r"before \*rest"),
    ],
)
def test_what_the_tool_cannot_write_is_refused_with_the_reason(
    parameters: str, reason: str
) -> None:
    with pytest.raises(CannotTakeApart, match=reason):
        take_apart(f"def f({parameters}): ...\n")


def test_a_source_that_is_not_python_is_refused_with_the_line() -> None:
    with pytest.raises(CannotTakeApart, match="line 2"):
        take_apart("app = 1\ndef (:\n")


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ("q: Annotated[str, Query()]", True),
        ("q: str = Query(default=None)", True),
        ("c = Depends(commons)", True),
        ("q: str = None", False),
        ("id: Annotated[str, AfterValidator(check)]", False),
    ],
)
def test_markers_are_found_in_either_place(parameters: str, expected: bool) -> None:
    assert has_markers(f"def f({parameters}): ...\n") is expected
