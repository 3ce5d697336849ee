import hashlib
import secrets

from etude import Depends, Etude, HTTPException
from etude.security import APIKeyHeader
from typing_extensions import Annotated

KEY_DIGESTS = {
    "billing": "98355830f3cf1450ab8ba46910cf8fb01f8f0a59c5fcd3f87f2e2437bcb844b5",
    "warehouse": "f662cccfbfa8cfd32e33d60fef8fe5dd2a7a6b848bc86d3f6ea8b73370e84415",
}

app = Etude()

header_scheme = APIKeyHeader(name="X-API-Key")


def get_client(api_key: Annotated[str, Depends(header_scheme)]):
    digest = hashlib.sha256(api_key.encode()).hexdigest()
    for client, known_digest in KEY_DIGESTS.items():
        if secrets.compare_digest(digest, known_digest):
            return client
    raise HTTPException(
        status_code=401,
        detail="Invalid API key",
        headers={"WWW-Authenticate": "APIKey"},
    )


@app.get("/items/")
async def read_items(client: Annotated[str, Depends(get_client)]):
    return {"client": client, "items": ["Lamp", "Chair"]}
