"""Services that are injected by putting another function in the place of the endpoint."""

import wireup.integration.fastapi
from fastapi import FastAPI
from wireup import Injected, create_async_container, injectable

from asking import ask, parameters

app = FastAPI()


@injectable
class Greeter:
    def greet(self, name: str) -> str:
        return f"Hello {name}"


@app.get("/hello/{name}")
async def say_hello(name: str, greeter: Injected[Greeter], times: int = 1):
    return [greeter.greet(name)] * times


@app.get("/later/{name}")
def say_hello_later(name: str, greeter: Injected[Greeter]):
    return greeter.greet(name)


wireup.integration.fastapi.setup(create_async_container(injectables=[Greeter]), app)


def answers():
    requests = ("GET /hello/Ada?times=2", "GET /hello/Ada?times=x", "GET /later/Ada")
    return [ask(app, *requests), parameters(app)]
