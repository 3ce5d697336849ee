from etude import Depends, Etude
from etude.security import HTTPBasic, HTTPBasicCredentials
from typing_extensions import Annotated

app = Etude()

security = HTTPBasic()


@app.get("/users/me")
async def read_current_user(
    credentials: Annotated[HTTPBasicCredentials, Depends(security)],
):
    return {"username": credentials.username, "password": credentials.password}
