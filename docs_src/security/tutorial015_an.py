from etude import Depends, Etude
from etude.security import OpenIdConnect
from etude.security.utils import get_authorization_scheme_param
from typing_extensions import Annotated

app = Etude()

openid_scheme = OpenIdConnect(
    openIdConnectUrl="https://login.example.com/.well-known/openid-configuration"
)


@app.get("/me")
async def read_me(authorization: Annotated[str, Depends(openid_scheme)]):
    scheme, token = get_authorization_scheme_param(authorization)
    return {"scheme": scheme, "token": token}
