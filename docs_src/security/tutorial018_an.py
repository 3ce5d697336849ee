import hashlib
import os
import secrets
from datetime import datetime, timedelta, timezone

import jwt
from etude import Depends, Etude, Form, HTTPException
from etude.security import HTTPBasic, HTTPBasicCredentials, OAuth2
from etude.security.utils import get_authorization_scheme_param
from typing_extensions import Annotated

SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_hex(32)
ALGORITHM = "HS256"
LIFETIME = timedelta(minutes=10)
SECRET_DIGESTS = {
    "nightly": "98355830f3cf1450ab8ba46910cf8fb01f8f0a59c5fcd3f87f2e2437bcb844b5",
}

app = Etude()

basic_scheme = HTTPBasic()
oauth2_scheme = OAuth2(
    flows={"clientCredentials": {"tokenUrl": "token", "scopes": {}}},
)


def check_client(credentials: Annotated[HTTPBasicCredentials, Depends(basic_scheme)]):
    digest = hashlib.sha256(credentials.password.encode()).hexdigest()
    known_digest = SECRET_DIGESTS.get(credentials.username, "")
    if not secrets.compare_digest(digest, known_digest):
        raise HTTPException(
            status_code=401,
            detail="Incorrect client id or secret",
            headers={"WWW-Authenticate": "Basic"},
        )
    return credentials.username


def get_client(authorization: Annotated[str, Depends(oauth2_scheme)]):
    credentials_exception = HTTPException(
        status_code=401,
        detail="Could not validate credentials",
        headers={"WWW-Authenticate": "Bearer"},
    )
    scheme, token = get_authorization_scheme_param(authorization)
    if scheme.lower() != "bearer":
        raise credentials_exception
    try:
        payload = jwt.decode(
            token,
            SECRET_KEY,
            algorithms=[ALGORITHM],
            options={"require": ["exp", "sub"]},
        )
    except jwt.InvalidTokenError:
        raise credentials_exception from None
    return payload["sub"]


@app.post("/token")
async def issue_token(
    grant_type: Annotated[str, Form(pattern="^client_credentials$")],
    client: Annotated[str, Depends(check_client)],
):
    claims = {"sub": client, "exp": datetime.now(timezone.utc) + LIFETIME}
    access_token = jwt.encode(claims, SECRET_KEY, algorithm=ALGORITHM)
    return {
        "access_token": access_token,
        "token_type": "bearer",
        "expires_in": int(LIFETIME.total_seconds()),
    }


@app.get("/jobs")
async def read_jobs(client: Annotated[str, Depends(get_client)]):
    return {"client": client, "jobs": ["count-stock", "send-invoices"]}
