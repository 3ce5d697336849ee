from typing import Annotated

from etude import Depends, Etude, HTTPException
from etude.security import HTTPAuthorizationCredentials, HTTPBearer

app = Etude()


class HTTPBearer403(HTTPBearer):
    def make_not_authenticated_error(self) -> HTTPException:
        return HTTPException(status_code=403, detail="Not authenticated")


bearer_scheme = HTTPBearer403(scheme_name="HTTPBearer")

CredentialsDep = Annotated[HTTPAuthorizationCredentials, Depends(bearer_scheme)]


@app.get("/me")
def read_me(credentials: CredentialsDep):
    return {"message": "You are in", "token": credentials.credentials}
