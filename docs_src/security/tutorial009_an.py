import hashlib
import secrets

from etude import Depends, Etude, HTTPException
from etude.security import APIKeyQuery
from typing_extensions import Annotated

KEY_DIGEST = "98355830f3cf1450ab8ba46910cf8fb01f8f0a59c5fcd3f87f2e2437bcb844b5"

app = Etude()

query_scheme = APIKeyQuery(name="api_key")


def check_key(api_key: Annotated[str, Depends(query_scheme)]):
    digest = hashlib.sha256(api_key.encode()).hexdigest()
    if not secrets.compare_digest(digest, KEY_DIGEST):
        raise HTTPException(
            status_code=401,
            detail="Invalid API key",
            headers={"WWW-Authenticate": "APIKey"},
        )


@app.get("/items/", dependencies=[Depends(check_key)])
async def read_items():
    return ["Lamp", "Chair"]
