import strawberry
from etude import APIRouter, Etude
from starlette.routing import Route
from strawberry.asgi import GraphQL


@strawberry.type
class User:
    name: str
    age: int


@strawberry.type
class Query:
    @strawberry.field
    def user(self) -> User:
        return User(name="Mina", age=42)


schema = strawberry.Schema(Query)
graphql_app = GraphQL(schema)

router = APIRouter(routes=[Route("/graphql", graphql_app)])

app = Etude()
app.include_router(router)
