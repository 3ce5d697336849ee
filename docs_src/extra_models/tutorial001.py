from typing import Optional

from etude import Etude
from pydantic import BaseModel, EmailStr

app = Etude()


class UserIn(BaseModel):
    username: str
    password: str
    email: EmailStr
    full_name: Optional[str] = None


class UserOut(BaseModel):
    username: str
    email: EmailStr
    full_name: Optional[str] = None


class UserInDB(BaseModel):
    username: str
    hashed_password: str
    email: EmailStr
    full_name: Optional[str] = None


def fake_hash(password: str):
    return "not-really-hashed-" + password


def save_user(user_in: UserIn):
    hashed_password = fake_hash(user_in.password)
    return UserInDB(**user_in.model_dump(), hashed_password=hashed_password)


@app.post("/user/", response_model=UserOut)
async def create_user(user_in: UserIn):
    return save_user(user_in)
