import secrets
from typing import Annotated

from etude import Depends, Etude, HTTPException
from etude.security import HTTPBasic, HTTPBasicCredentials

app = Etude()

security = HTTPBasic()


def get_current_username(
    credentials: Annotated[HTTPBasicCredentials, Depends(security)],
):
    is_username = secrets.compare_digest(
        credentials.username.encode(), b"stanleyjobson"
    )
    is_password = secrets.compare_digest(credentials.password.encode(), b"swordfish")
    if not (is_username and is_password):
        raise HTTPException(
            status_code=401,
            detail="Incorrect username or password",
            headers={"WWW-Authenticate": "Basic"},
        )
    return credentials.username


@app.get("/users/me")
def read_current_user(username: Annotated[str, Depends(get_current_username)]):
    return {"username": username}
