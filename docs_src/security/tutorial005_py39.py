import os
import secrets
from datetime import datetime, timedelta, timezone
from typing import Optional

import jwt
from etude import Depends, Etude, HTTPException, Security
from etude.security import (
    OAuth2PasswordBearer,
    OAuth2PasswordRequestForm,
    SecurityScopes,
)
from pwdlib import PasswordHash
from pydantic import BaseModel

SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_hex(32)
ALGORITHM = "HS256"
ACCESS_TOKEN_EXPIRE_MINUTES = 30

fake_users_db = {
    "johndoe": {
        "username": "johndoe",
        "full_name": "John Doe",
        "email": "johndoe@example.com",
        "hashed_password": (
            "$argon2id$v=19$m=65536,t=3,p=4$t8ICqqc7dMWvc6CSgui2ag$"
            "MpFr465LtT0itFhnrXtXth3ISzJrP9x+Yrlsn/KTzYU"
        ),
        "disabled": False,
    },
    "alice": {
        "username": "alice",
        "full_name": "Alice Meadow",
        "email": "alice@example.com",
        "hashed_password": (
            "$argon2id$v=19$m=65536,t=3,p=4$/Ln2IE6vHaeI112KIP9bUA$"
            "jSIiXTOkFo36OxuykU29K3AACFNS1MOY7ztegaK3saQ"
        ),
        "disabled": True,
    },
}

DUMMY_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$WqA+PYG6lcCP2whqTPfkBg$"
    "ivVwUZuSOt2i8Lfj/fWBvTRlJSpMmCmVIdJtEaijKvw"
)

PERMITTED_SCOPES = {"johndoe": {"me", "items"}, "alice": {"me"}}

app = Etude()

password_hash = PasswordHash.recommended()
oauth2_scheme = OAuth2PasswordBearer(
    tokenUrl="token",
    scopes={"me": "Read your own profile.", "items": "Read your items."},
)


class Token(BaseModel):
    access_token: str
    token_type: str


class TokenData(BaseModel):
    username: Optional[str] = None
    scopes: list[str] = []


class User(BaseModel):
    username: str
    email: Optional[str] = None
    full_name: Optional[str] = None
    disabled: Optional[bool] = None


class UserInDB(User):
    hashed_password: str


def get_user(db, username: str):
    if username not in db:
        return None
    user_dict = db[username]
    return UserInDB(**user_dict)


def verify_password(plain_password: str, hashed_password: str):
    return password_hash.verify(plain_password, hashed_password)


def authenticate_user(db, username: str, password: str):
    user = get_user(db, username)
    if user is None:
        verify_password(password, DUMMY_HASH)
        return None
    if not verify_password(password, user.hashed_password):
        return None
    return user


def create_access_token(data: dict, expires_delta: Optional[timedelta] = None):
    lifetime = expires_delta or timedelta(minutes=15)
    claims = {**data, "exp": datetime.now(timezone.utc) + lifetime}
    return jwt.encode(claims, SECRET_KEY, algorithm=ALGORITHM)


async def get_current_user(
    security_scopes: SecurityScopes, token: str = Depends(oauth2_scheme)
):
    challenge = "Bearer"
    if security_scopes.scopes:
        challenge = f'Bearer scope="{security_scopes.scope_str}"'
    credentials_exception = HTTPException(
        status_code=401,
        detail="Could not validate credentials",
        headers={"WWW-Authenticate": challenge},
    )
    try:
        payload = jwt.decode(
            token, SECRET_KEY, algorithms=[ALGORITHM], options={"require": ["exp"]}
        )
    except jwt.InvalidTokenError:
        raise credentials_exception from None
    scopes = payload.get("scope", "").split()
    token_data = TokenData(username=payload.get("sub"), scopes=scopes)
    if token_data.username is None:
        raise credentials_exception
    user = get_user(fake_users_db, token_data.username)
    if user is None:
        raise credentials_exception
    for scope in security_scopes.scopes:
        if scope not in token_data.scopes:
            raise HTTPException(
                status_code=401,
                detail="Not enough permissions",
                headers={"WWW-Authenticate": challenge},
            )
    return user


async def get_current_active_user(
    current_user: User = Security(get_current_user, scopes=["me"]),
):
    if current_user.disabled:
        raise HTTPException(status_code=400, detail="Inactive user")
    return current_user


@app.post("/token")
def login_for_access_token(
    form_data: OAuth2PasswordRequestForm = Depends(),
) -> Token:
    user = authenticate_user(fake_users_db, form_data.username, form_data.password)
    if user is None:
        raise HTTPException(status_code=400, detail="Incorrect username or password")
    if not PERMITTED_SCOPES[user.username].issuperset(form_data.scopes):
        raise HTTPException(status_code=400, detail="Scope not permitted")
    access_token = create_access_token(
        data={"sub": user.username, "scope": " ".join(form_data.scopes)},
        expires_delta=timedelta(minutes=ACCESS_TOKEN_EXPIRE_MINUTES),
    )
    return Token(access_token=access_token, token_type="bearer")


@app.get("/users/me/")
async def read_users_me(
    current_user: User = Depends(get_current_active_user),
) -> User:
    return current_user


@app.get("/users/me/items/")
async def read_own_items(
    current_user: User = Security(get_current_active_user, scopes=["items"]),
):
    return [{"item_id": "Lamp", "owner": current_user.username}]


@app.get("/status/")
async def read_system_status(current_user: User = Depends(get_current_user)):
    return {"status": "ok"}
