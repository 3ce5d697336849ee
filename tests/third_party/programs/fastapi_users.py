"""Register, log in, read and change oneself, log out: its routers, managers and current users."""

import uuid

from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from fastapi_users import BaseUserManager, FastAPIUsers, UUIDIDMixin, schemas
from fastapi_users.authentication import AuthenticationBackend, BearerTransport, JWTStrategy
from fastapi_users.db import BaseUserDatabase

from asking import ask, parameters

SECRET = "a secret of at least thirty-two bytes"
USERS = {}


class User(schemas.BaseUser[uuid.UUID]):
    hashed_password: str


class Users(BaseUserDatabase):
    async def get(self, id):
        return USERS.get(id)

    async def get_by_email(self, email):
        return next((user for user in USERS.values() if user.email == email), None)

    async def create(self, create_dict):
        user = User(id=uuid.uuid4(), **create_dict)
        USERS[user.id] = user
        return user

    async def update(self, user, update_dict):
        USERS[user.id] = user.model_copy(update=update_dict)
        return USERS[user.id]


class Manager(UUIDIDMixin, BaseUserManager):
    reset_password_token_secret = verification_token_secret = SECRET


async def get_manager():
    yield Manager(Users())


backend = AuthenticationBackend(
    name="jwt",
    transport=BearerTransport(tokenUrl="auth/login"),
    get_strategy=lambda: JWTStrategy(secret=SECRET, lifetime_seconds=3600),
)
users = FastAPIUsers(get_manager, [backend])
Base, Create, Update = schemas.BaseUser[uuid.UUID], schemas.BaseUserCreate, schemas.BaseUserUpdate
app = FastAPI()
app.include_router(users.get_auth_router(backend), prefix="/auth")
app.include_router(users.get_register_router(Base, Create), prefix="/auth")
app.include_router(users.get_users_router(Base, Update), prefix="/users")


@app.get("/hello")
async def hello(user=Depends(users.current_user(active=True))):
    return user.email


def answers():
    ada = {"email": "ada@example.com", "password": "engine"}
    form = {"username": ada["email"], "password": ada["password"]}
    register, login = ("POST /auth/register", {"json": ada}), ("POST /auth/login", {"data": form})
    asked = ask(app, register, register, ("POST /auth/login", {"data": {}}), "GET /hello")
    with TestClient(app) as client:
        token = client.post("/auth/login", data=form).json()["access_token"]
    headers = {"headers": {"authorization": f"Bearer {token}"}}
    change = {**headers, "json": {"email": "ada@example.org"}}
    asked += ask(app, ("GET /hello", headers), ("PATCH /users/me", change), ("GET /hello", headers))
    asked += ask(app, ("POST /auth/logout", headers), login)
    for _, _, body in asked:
        if isinstance(body, dict):
            body.pop("id", None), body.pop("access_token", None)
    return [asked, parameters(app)]
