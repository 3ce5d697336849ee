"""A GraphQL router with a context from dependencies; queries, errors and variables."""

import strawberry
from fastapi import Depends, FastAPI
from strawberry.fastapi import GraphQLRouter

from asking import ask


def get_shop(shop: str = "corner shop"):
    return shop


async def get_context(shop=Depends(get_shop)):
    return {"shop": shop}


@strawberry.type
class Query:
    @strawberry.field
    def shop(self, info: strawberry.Info, short: bool = False) -> str:
        return info.context["shop"][:6] if short else info.context["shop"]


app = FastAPI()
app.include_router(
    GraphQLRouter(strawberry.Schema(Query), context_getter=get_context), prefix="/graphql"
)


def answers():
    short = {"query": "query($s: Boolean!) {shop(short: $s)}", "variables": {"s": True}}
    return ask(
        app,
        ("POST /graphql", {"json": {"query": "{shop}"}}),
        ("POST /graphql?shop=market", {"json": {"query": "{shop}"}}),
        ("POST /graphql", {"json": short}),
        ("POST /graphql", {"json": {"query": "{unknown}"}}),
        ("POST /graphql", {"content": "no JSON"}),
        "GET /graphql?query=%7Bshop%7D",
    )
