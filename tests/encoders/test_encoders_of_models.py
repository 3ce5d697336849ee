"""Promises about models that name encoders of their own."""

import datetime
import warnings

import pytest
from pydantic import BaseModel, ConfigDict

from etude import Etude
from etude.encoders import jsonable_encoder
from etude.testclient import TestClient

with warnings.catch_warnings():  # Pydantic has another way now
    warnings.simplefilter("ignore", DeprecationWarning)

    class Dated(BaseModel):
        model_config = ConfigDict(json_encoders={datetime.date: lambda value: value.year})

        day: datetime.date


DATED = Dated(day=datetime.date(2024, 5, 6))


def test_the_encoders_of_a_model_are_honoured():
    assert jsonable_encoder(DATED) == {"day": 2024}
    assert jsonable_encoder([DATED]) == [{"day": 2024}]


@pytest.mark.parametrize("options", [{}, {"response_model": Dated}])
def test_answers_honour_the_encoders_of_a_model(options):
    app = Etude()
    app.get("/", **options)(lambda: DATED)
    assert TestClient(app).get("/").json() == {"day": 2024}
