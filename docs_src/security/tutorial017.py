import os
import secrets

from etude import Depends, Etude, Form, HTTPException, Request
from pwdlib import PasswordHash
from starlette.middleware.sessions import SessionMiddleware

PASSWORD_HASHES = {
    "johndoe": (
        "$argon2id$v=19$m=65536,t=3,p=4$t8ICqqc7dMWvc6CSgui2ag$"
        "MpFr465LtT0itFhnrXtXth3ISzJrP9x+Yrlsn/KTzYU"
    ),
}
DUMMY_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$WqA+PYG6lcCP2whqTPfkBg$"
    "ivVwUZuSOt2i8Lfj/fWBvTRlJSpMmCmVIdJtEaijKvw"
)

app = Etude()
app.add_middleware(
    SessionMiddleware,
    secret_key=os.environ.get("SECRET_KEY") or secrets.token_hex(32),
    max_age=60 * 60,
    same_site="lax",
    https_only=os.environ.get("ETUDE_ENV") != "development",
)

password_hash = PasswordHash.recommended()


def get_current_username(request: Request):
    username = request.session.get("username")
    if username not in PASSWORD_HASHES:
        raise HTTPException(status_code=401, detail="Not logged in")
    return username


@app.post("/login")
def login(*, username: str = Form(), password: str = Form(), request: Request):
    hashed_password = PASSWORD_HASHES.get(username, DUMMY_HASH)
    is_password = password_hash.verify(password, hashed_password)
    if username not in PASSWORD_HASHES or not is_password:
        raise HTTPException(status_code=401, detail="Incorrect username or password")
    request.session.clear()
    request.session["username"] = username
    return {"username": username}


@app.get("/me")
async def read_me(username: str = Depends(get_current_username)):
    return {"username": username}


@app.post("/logout", status_code=204)
async def logout(request: Request):
    request.session.clear()
