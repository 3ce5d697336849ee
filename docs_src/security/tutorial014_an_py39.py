from typing import Annotated

import httpx
from etude import Depends, Etude, HTTPException
from etude.security import OAuth2AuthorizationCodeBearer
from pydantic import BaseModel

PROVIDER = "https://login.example.com"

app = Etude(
    swagger_ui_init_oauth={
        "clientId": "workshop-docs",
        "usePkceWithAuthorizationCodeGrant": True,
    }
)

oauth2_scheme = OAuth2AuthorizationCodeBearer(
    authorizationUrl=f"{PROVIDER}/authorize",
    tokenUrl=f"{PROVIDER}/token",
    scopes={"profile": "Read your name."},
)


class User(BaseModel):
    sub: str
    name: str


async def get_provider():
    async with httpx.AsyncClient(base_url=PROVIDER) as provider:
        yield provider


async def get_current_user(
    token: Annotated[str, Depends(oauth2_scheme)],
    provider: Annotated[httpx.AsyncClient, Depends(get_provider)],
):
    authorization = f"Bearer {token}".encode()
    answer = await provider.get("/userinfo", headers={b"Authorization": authorization})
    if answer.status_code != 200:
        raise HTTPException(
            status_code=401,
            detail="The provider refuses the token",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return User.model_validate_json(answer.content)


@app.get("/me")
async def read_me(current_user: Annotated[User, Depends(get_current_user)]) -> User:
    return current_user
