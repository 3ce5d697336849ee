"""Parameters of dependencies described outside routes, and its factory of algorithm routes."""

from fastapi import FastAPI, Query
from titiler.core.factory import AlgorithmFactory, ColorMapFactory, TMSFactory
from titiler.core.utils import check_query_params, dependencies_to_openapi_params
from typing_extensions import Annotated

from asking import ask, parameters


def get_window(
    least: Annotated[int, Query(ge=0, description="The least value.")],
    names: Annotated[list[str], Query(alias="name", title="Names")] = (),
):
    return least, names


app = FastAPI()
for factory in (AlgorithmFactory(), ColorMapFactory(), TMSFactory()):
    app.include_router(factory.router)


def answers():
    checked = [check_query_params([get_window], {"least": each}) for each in ("1", "-1", "x")]
    asked = ask(app, "GET /algorithms/hillshade", "GET /colorMaps/viridis", "GET /tileMatrixSets")
    described = dependencies_to_openapi_params([get_window])
    return [checked, described, asked, parameters(app)]
