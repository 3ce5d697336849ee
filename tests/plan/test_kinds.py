"""Promises about which types are one text, which several, and which belong in a body."""

import collections
import dataclasses
import sys
from collections import deque
from typing import (
    Any,
    Deque,
    Dict,
    FrozenSet,
    Iterable,
    List,
    Mapping,
    MutableSequence,
    Optional,
    Sequence,
    Set,
    Tuple,
    Union,
)

import pytest
from pydantic import BaseModel
from typing_extensions import Annotated, Literal, TypeAliasType, TypedDict

from etude import UploadFile
from etude._plan.kinds import (
    holds_bytes,
    holds_uploads,
    is_scalar,
    is_sequence,
    is_sequence_of_scalars,
    members,
)


class Model(BaseModel):
    a: int


class Movie(TypedDict):
    title: str


@dataclasses.dataclass
class Point:
    x: int


class Words(list):
    pass


Pair = collections.namedtuple("Pair", ["a", "b"])
Age = TypeAliasType("Age", Annotated[int, "a note"])
Ages = TypeAliasType("Ages", List[Age])


@pytest.mark.parametrize(
    ("type_", "found"),
    [
        (int, (int,)),
        (Optional[int], (int,)),
        (Union[int, str, None], (int, str)),
        (Age, (int,)),
        (Annotated[Optional[Age], "a note"], (int,)),
        (Union[Annotated[int, 1], Annotated[str, 2]], (int, str)),
        (List[int], (List[int],)),
    ],
)
def test_the_members_of_a_union_are_plain_and_without_none(type_, found):
    assert members(type_) == found


@pytest.mark.skipif(sys.version_info < (3, 10), reason="X | Y came with 3.10")
def test_a_union_in_the_new_spelling_is_a_union():
    assert members(eval("int | str | None")) == (int, str)


@pytest.mark.parametrize(
    "type_",
    [int, str, bytes, Any, object, Age, Optional[int], Union[int, str], Literal["a"], UploadFile],
)
def test_what_is_read_from_one_text_is_a_scalar(type_):
    assert is_scalar(type_)
    assert not is_sequence(type_)
    assert is_sequence_of_scalars(type_)


@pytest.mark.parametrize(
    "type_",
    [
        list,
        tuple,
        deque,
        Ages,
        List[int],
        Set[str],
        FrozenSet[int],
        Tuple[int, ...],
        Tuple[int, str],
        Deque[int],
        Sequence[int],
        MutableSequence[int],
        Iterable[int],
        Optional[List[int]],
        Union[int, List[int]],
        List[Optional[Age]],
    ],
)
def test_what_is_read_from_several_texts_is_a_sequence_of_scalars(type_):
    assert is_sequence(type_)
    assert not is_scalar(type_)
    assert is_sequence_of_scalars(type_)


@pytest.mark.parametrize("type_", [List[Model], Tuple[int, dict], List[List[int]], Set[Point]])
def test_a_sequence_of_structures_is_no_sequence_of_scalars(type_):
    assert is_sequence(type_)
    assert not is_scalar(type_)
    assert not is_sequence_of_scalars(type_)


@pytest.mark.parametrize(
    "type_",
    [Model, Movie, Point, dict, Dict[str, int], Mapping[str, int], Words, Pair, Optional[Model]],
)
def test_a_structure_is_neither(type_):
    assert not is_scalar(type_)
    assert not is_sequence(type_)
    assert not is_sequence_of_scalars(type_)


@pytest.mark.parametrize(
    ("type_", "has_files", "has_bytes"),
    [
        (UploadFile, True, False),
        (Optional[UploadFile], True, False),
        (List[UploadFile], True, False),
        (Tuple[UploadFile, int], True, False),
        (Optional[List[Optional[UploadFile]]], True, False),
        (bytes, False, True),
        (List[bytes], False, True),
        (Union[bytes, UploadFile], True, True),
        (str, False, False),
        (list, False, False),
        (Dict[str, UploadFile], False, False),
        (Any, False, False),
    ],
)
def test_files_and_their_contents_are_found_in_unions_and_sequences(type_, has_files, has_bytes):
    assert holds_uploads(type_) is has_files
    assert holds_bytes(type_) is has_bytes
