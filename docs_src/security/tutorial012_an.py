from etude import Depends, Etude
from etude.security import HTTPAuthorizationCredentials, HTTPBearer
from typing_extensions import Annotated

app = Etude()

bearer_scheme = HTTPBearer()


@app.get("/me")
async def read_me(
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer_scheme)],
):
    return {"scheme": credentials.scheme, "credentials": credentials.credentials}
