import hashlib
import secrets
from typing import Annotated

from etude import Depends, Etude, HTTPException
from etude.security import APIKeyCookie, APIKeyHeader, APIKeyQuery

KEY_DIGESTS = {
    "billing": "98355830f3cf1450ab8ba46910cf8fb01f8f0a59c5fcd3f87f2e2437bcb844b5",
    "warehouse": "f662cccfbfa8cfd32e33d60fef8fe5dd2a7a6b848bc86d3f6ea8b73370e84415",
}

app = Etude()

header_scheme = APIKeyHeader(name="X-API-Key", auto_error=False)
query_scheme = APIKeyQuery(name="api_key", auto_error=False)
cookie_scheme = APIKeyCookie(name="session", auto_error=False)


def make_error(detail: str):
    return HTTPException(
        status_code=401, detail=detail, headers={"WWW-Authenticate": "APIKey"}
    )


def get_client(
    header_key: Annotated[str | None, Depends(header_scheme)],
    query_key: Annotated[str | None, Depends(query_scheme)],
    cookie_key: Annotated[str | None, Depends(cookie_scheme)],
):
    api_key = header_key or query_key or cookie_key
    if api_key is None:
        raise make_error("Send a key in a header, in the query or in a cookie")
    digest = hashlib.sha256(api_key.encode()).hexdigest()
    for client, known_digest in KEY_DIGESTS.items():
        if secrets.compare_digest(digest, known_digest):
            return client
    raise make_error("Invalid API key")


@app.get("/me")
async def read_me(client: Annotated[str, Depends(get_client)]):
    return {"client": client}
