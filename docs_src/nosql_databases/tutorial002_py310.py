import os
from contextlib import asynccontextmanager
from typing import Any

from etude import Depends, Etude, HTTPException, Request
from pydantic import BaseModel
from pymongo import AsyncMongoClient


class User(BaseModel):
    username: str
    email: str | None = None
    full_name: str | None = None
    disabled: bool | None = None


class UserInDB(User):
    type: str = "userprofile"
    hashed_password: str


class MongoStore:
    def __init__(self, collection: Any):
        self.collection = collection

    async def read(self, username: str) -> UserInDB | None:
        document = await self.collection.find_one({"_id": document_id(username)})
        return None if document is None else UserInDB(**document)

    async def write(self, user: UserInDB) -> None:
        key = {"_id": document_id(user.username)}
        await self.collection.replace_one(key, user.model_dump(), upsert=True)


def document_id(username: str) -> str:
    return f"userprofile::{username}"


@asynccontextmanager
async def lifespan(app: Etude):
    url = os.environ.get("MONGODB_URL", "mongodb://localhost:27017")
    client: AsyncMongoClient[Any] = AsyncMongoClient(url)
    yield {"users": client["etude"]["users"]}
    await client.close()


def get_store(request: Request) -> MongoStore:
    return MongoStore(request.state.users)


app = Etude(lifespan=lifespan)


@app.get("/users/{username}", response_model=User)
async def read_user(username: str, store: MongoStore = Depends(get_store)):
    user = await store.read(username)
    if user is None:
        raise HTTPException(status_code=404, detail="User not found")
    return user


@app.put("/users/{username}", response_model=User)
async def write_user(username: str, user: User, store: MongoStore = Depends(get_store)):
    if user.username != username:
        raise HTTPException(status_code=409, detail="The path names another user")
    stored = await store.read(username)
    if stored is None:
        raise HTTPException(status_code=404, detail="User not found")
    changed = stored.model_copy(update=user.model_dump())
    await store.write(changed)
    return changed
