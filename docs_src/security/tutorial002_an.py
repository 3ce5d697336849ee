from typing import Optional

from etude import Depends, Etude
from etude.security import OAuth2PasswordBearer
from pydantic import BaseModel
from typing_extensions import Annotated

app = Etude()

oauth2_scheme = OAuth2PasswordBearer(tokenUrl="token")


class User(BaseModel):
    username: str
    email: Optional[str] = None
    full_name: Optional[str] = None
    disabled: Optional[bool] = None


def fake_decode_token(token: str):
    return User(username=f"{token}-decoded", email="jo@example.com", full_name="Jo Doe")


async def get_current_user(token: Annotated[str, Depends(oauth2_scheme)]):
    return fake_decode_token(token)


@app.get("/users/me")
async def read_users_me(current_user: Annotated[User, Depends(get_current_user)]):
    return current_user
