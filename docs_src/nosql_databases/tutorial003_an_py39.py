import os
from contextlib import asynccontextmanager
from typing import Annotated, Any, Optional

from etude import Depends, Etude, HTTPException, Request
from pydantic import BaseModel


class User(BaseModel):
    username: str
    email: Optional[str] = None
    full_name: Optional[str] = None
    disabled: Optional[bool] = None


class UserInDB(User):
    type: str = "userprofile"
    hashed_password: str


class CouchbaseStore:
    def __init__(self, collection: Any):
        self.collection = collection

    async def read(self, username: str) -> Optional[UserInDB]:
        from couchbase.exceptions import DocumentNotFoundException

        try:
            result = await self.collection.get(document_id(username))
        except DocumentNotFoundException:
            return None
        return UserInDB(**result.content_as[dict])


def document_id(username: str) -> str:
    return f"userprofile::{username}"


@asynccontextmanager
async def lifespan(app: Etude):
    from acouchbase.cluster import AsyncCluster
    from couchbase.auth import PasswordAuthenticator
    from couchbase.options import ClusterOptions

    login = PasswordAuthenticator(
        os.environ["COUCHBASE_USER"], os.environ["COUCHBASE_PASSWORD"]
    )
    url = os.environ.get("COUCHBASE_URL", "couchbase://localhost")
    cluster = await AsyncCluster.connect(url, ClusterOptions(login))
    bucket = cluster.bucket("users")
    await bucket.on_connect()
    yield {"users": bucket.default_collection()}
    await cluster.close()


def get_store(request: Request) -> CouchbaseStore:
    return CouchbaseStore(request.state.users)


StoreDep = Annotated[CouchbaseStore, Depends(get_store)]

app = Etude(lifespan=lifespan)


@app.get("/users/{username}", response_model=User)
async def read_user(username: str, store: StoreDep):
    user = await store.read(username)
    if user is None:
        raise HTTPException(status_code=404, detail="User not found")
    return user
