from etude import Etude
from pydantic import BaseModel, EmailStr

app = Etude()


class UserBase(BaseModel):
    username: str
    email: EmailStr
    full_name: str | None = None


class UserIn(UserBase):
    password: str


class UserOut(UserBase):
    pass


class UserInDB(UserBase):
    hashed_password: str


def fake_hash(password: str):
    return "not-really-hashed-" + password


def save_user(user_in: UserIn):
    hashed_password = fake_hash(user_in.password)
    return UserInDB(**user_in.model_dump(), hashed_password=hashed_password)


@app.post("/user/", response_model=UserOut)
async def create_user(user_in: UserIn):
    return save_user(user_in)
