from typing import Annotated

from etude import Etude, Form

app = Etude()


@app.post("/login/")
async def log_in(username: Annotated[str, Form()], password: Annotated[str, Form()]):
    return {"username": username}
