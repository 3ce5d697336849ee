from etude import Etude, Form
from typing_extensions import Annotated

app = Etude()


@app.post("/login/")
async def log_in(username: Annotated[str, Form()], password: Annotated[str, Form()]):
    return {"username": username}
