import secrets

from etude import Depends, Etude, HTTPException
from etude.security import OAuth2PasswordRequestFormStrict
from typing_extensions import Annotated

fake_passwords = {"johndoe": "secret", "alice": "secret2"}

app = Etude()


@app.post("/token")
async def login(form_data: Annotated[OAuth2PasswordRequestFormStrict, Depends()]):
    known = fake_passwords.get(form_data.username)
    if known is None or not secrets.compare_digest(
        form_data.password.encode(), known.encode()
    ):
        raise HTTPException(status_code=400, detail="Incorrect username or password")
    return {"access_token": form_data.username, "token_type": "bearer"}
