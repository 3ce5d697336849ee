import hashlib
import secrets

from etude import Depends, Etude, HTTPException
from etude.security import APIKeyHeader, HTTPBearer

PARTNER_DIGEST = "98355830f3cf1450ab8ba46910cf8fb01f8f0a59c5fcd3f87f2e2437bcb844b5"

app = Etude(combine_security=True)

partner_key = APIKeyHeader(name="X-Partner-Key")
user_token = HTTPBearer()


def check_partner(key: str = Depends(partner_key)):
    digest = hashlib.sha256(key.encode()).hexdigest()
    if not secrets.compare_digest(digest, PARTNER_DIGEST):
        raise HTTPException(status_code=401, detail="Unknown partner")


@app.get("/orders/", dependencies=[Depends(check_partner), Depends(user_token)])
async def read_orders():
    return ["desk", "lamp"]
