"""Promises about exceptions that are raised while a response streams."""

import pytest

from etude import Etude
from etude.responses import StreamingResponse
from etude.testclient import TestClient


class Broken(Exception):
    pass


async def break_off():
    yield b"1"
    raise Broken


class ExceptionGroup(Exception):
    """As Python has it from 3.11 on."""

    def __init__(self, *exceptions):
        super().__init__()
        self.exceptions = exceptions


async def break_off_in_groups():
    yield b"1"
    raise ExceptionGroup(ExceptionGroup(Broken()))


async def break_off_twice():
    yield b"1"
    raise ExceptionGroup(Broken(), Broken())


def read(source):
    app = Etude()
    app.get("/")(lambda: StreamingResponse(source()))
    TestClient(app).get("/")


@pytest.mark.parametrize("source", [break_off, break_off_in_groups])
def test_an_exception_comes_as_it_is_and_not_in_a_group(source):
    with pytest.raises(Broken):
        read(source)


def test_a_group_of_several_stays_a_group():
    with pytest.raises(ExceptionGroup) as caught:
        read(break_off_twice)
    assert len(caught.value.exceptions) == 2
