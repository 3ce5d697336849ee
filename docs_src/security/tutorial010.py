import hashlib
import secrets

from etude import Depends, Etude, HTTPException
from etude.security import APIKeyCookie

SESSION_DIGEST = "98355830f3cf1450ab8ba46910cf8fb01f8f0a59c5fcd3f87f2e2437bcb844b5"

app = Etude()

cookie_scheme = APIKeyCookie(name="session")


def check_session(session_id: str = Depends(cookie_scheme)):
    digest = hashlib.sha256(session_id.encode()).hexdigest()
    if not secrets.compare_digest(digest, SESSION_DIGEST):
        raise HTTPException(
            status_code=401,
            detail="Invalid session",
            headers={"WWW-Authenticate": "APIKey"},
        )


@app.get("/items/", dependencies=[Depends(check_session)])
async def read_items():
    return ["Lamp", "Chair"]
