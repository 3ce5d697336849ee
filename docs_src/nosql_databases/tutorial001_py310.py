from etude import Depends, Etude, HTTPException
from pydantic import BaseModel
from typing_extensions import Protocol


class User(BaseModel):
    username: str
    email: str | None = None
    full_name: str | None = None
    disabled: bool | None = None


class UserInDB(User):
    type: str = "userprofile"
    hashed_password: str


class UserStore(Protocol):
    async def read(self, username: str) -> UserInDB | None: ...


class MemoryStore:
    def __init__(self, *users: UserInDB):
        self.documents = {document_id(user.username): user for user in users}

    async def read(self, username: str) -> UserInDB | None:
        return self.documents.get(document_id(username))


def document_id(username: str) -> str:
    return f"userprofile::{username}"


store = MemoryStore(
    UserInDB(username="mila", full_name="Mila Sato", hashed_password="$argon2id$...")
)


def get_store() -> UserStore:
    return store


app = Etude()


@app.get("/users/{username}", response_model=User)
async def read_user(username: str, store: UserStore = Depends(get_store)):
    user = await store.read(username)
    if user is None:
        raise HTTPException(status_code=404, detail="User not found")
    return user
