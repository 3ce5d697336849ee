import pytest

from etude import Etude
from etude.exceptions import PydanticV1NotSupportedError

from docs_src._loading import load


def test_the_error_names_the_function_the_argument_and_the_model(form):
    with pytest.raises(PydanticV1NotSupportedError) as raised:
        load(*form)

    text = str(raised.value)
    assert text.startswith("create_item() in ")
    assert text.endswith(
        ", line 11, annotates `item` with Item, a model of pydantic.v1. Import BaseModel from pydantic."
    )


def test_a_model_of_pydantic_v1_is_refused_as_an_answer_too(form):
    from pydantic.v1 import BaseModel

    class Old(BaseModel):
        name: str

    with pytest.raises(PydanticV1NotSupportedError):
        Etude().get("/old", response_model=Old)(lambda: None)
