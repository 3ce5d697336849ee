from etude import Depends, Etude
from etude.security import HTTPAuthorizationCredentials, HTTPBearer

app = Etude()

bearer_scheme = HTTPBearer()


@app.get("/me")
async def read_me(
    credentials: HTTPAuthorizationCredentials = Depends(bearer_scheme),
):
    return {"scheme": credentials.scheme, "credentials": credentials.credentials}
