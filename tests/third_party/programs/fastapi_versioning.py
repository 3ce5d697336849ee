"""Operations sorted into mounted applications by their versions."""

from fastapi import FastAPI
from fastapi_versioning import VersionedFastAPI, version

from asking import ask

app = FastAPI(title="Shop")


@app.get("/greeting")
@version(1)
def greet():
    return "hello"


@app.get("/greeting")
@version(2)
def greet_again():
    return "hello again"


app = VersionedFastAPI(app)


def answers():
    return ask(app, "GET /v1_0/greeting", "GET /v2_0/greeting", "GET /v2_0/openapi.json")
