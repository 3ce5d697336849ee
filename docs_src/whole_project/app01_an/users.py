from datetime import datetime, timedelta, timezone

import jwt
from etude import APIRouter, Depends, HTTPException
from etude.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from pwdlib import PasswordHash
from pydantic import BaseModel, Field
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from typing_extensions import Annotated

from .database import User, get_session
from .settings import settings

ALGORITHM = "HS256"

router = APIRouter(tags=["users"])
passwords = PasswordHash.recommended()
token_of_the_request = OAuth2PasswordBearer(tokenUrl="token")
hash_of_nobody = passwords.hash("a password that no account has")


class Registration(BaseModel):
    name: str = Field(min_length=1, max_length=40)
    password: str = Field(min_length=12, max_length=200)


class UserPublic(BaseModel):
    id: int
    name: str


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"


def get_current_user(
    token: Annotated[str, Depends(token_of_the_request)],
    session: Annotated[Session, Depends(get_session)],
) -> User:
    refusal = HTTPException(
        status_code=401,
        detail="Log in again",
        headers={"WWW-Authenticate": "Bearer"},
    )
    try:
        claims = jwt.decode(
            token,
            settings.secret_key,
            algorithms=[ALGORITHM],
            options={"require": ["exp", "sub"]},
        )
    except jwt.InvalidTokenError:
        raise refusal from None
    user = session.get(User, int(claims["sub"]))
    if user is None:
        raise refusal
    return user


@router.post("/users/", response_model=UserPublic, status_code=201)
def register(
    registration: Registration, session: Annotated[Session, Depends(get_session)]
):
    user = User(
        name=registration.name,
        password_hash=passwords.hash(registration.password),
    )
    session.add(user)
    try:
        session.commit()
    except IntegrityError:
        raise HTTPException(status_code=409, detail="The name is taken") from None
    session.refresh(user)
    return user


@router.post("/token")
def log_in(
    form: Annotated[OAuth2PasswordRequestForm, Depends()],
    session: Annotated[Session, Depends(get_session)],
) -> Token:
    user = session.exec(select(User).where(User.name == form.username)).first()
    known_hash = user.password_hash if user else hash_of_nobody
    if not passwords.verify(form.password, known_hash) or user is None:
        raise HTTPException(
            status_code=401,
            detail="The name or the password is wrong",
            headers={"WWW-Authenticate": "Bearer"},
        )
    end = datetime.now(timezone.utc) + timedelta(minutes=settings.token_minutes)
    claims = {"sub": str(user.id), "exp": end}
    return Token(access_token=jwt.encode(claims, settings.secret_key, ALGORITHM))


@router.get("/users/me", response_model=UserPublic)
def read_me(user: Annotated[User, Depends(get_current_user)]):
    return user
