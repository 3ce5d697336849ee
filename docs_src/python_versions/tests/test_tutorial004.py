import sys
from contextlib import nullcontext

import pytest
from pydantic import BaseModel

from etude import Etude
from etude.exceptions import DeclarationError

POSTPONED_LIST = """
from __future__ import annotations
from pydantic import BaseModel

class Item(BaseModel):
    tags: list[str]
"""


def test_a_class_can_name_itself(client):
    response = client.post("/items/", json={"name": "Lamp", "tags": ["linen"]})

    assert response.status_code == 200
    assert response.json() == {"name": "Lamp", "tags": ["linen", "new"]}


def test_a_wrong_body_is_refused(client):
    response = client.post("/items/", json={"name": "Lamp", "tags": "linen"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "tags"]


def test_a_name_inside_a_function_cannot_be_found_later(form):
    app = Etude()

    class Hidden(BaseModel):
        name: str

    def create(item):
        return item

    create.__annotations__["item"] = "Hidden"
    with pytest.raises(DeclarationError, match="annotates `item` with Hidden, which cannot be"):
        app.post("/hidden/")(create)


def test_a_postponed_spelling_still_needs_its_python(form):
    is_old = sys.version_info < (3, 9)
    with pytest.raises(TypeError) if is_old else nullcontext():
        exec(POSTPONED_LIST, {"__name__": "postponed"})
