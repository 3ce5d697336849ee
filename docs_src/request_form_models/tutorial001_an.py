from etude import Etude, Form
from pydantic import BaseModel
from typing_extensions import Annotated

app = Etude()


class FormData(BaseModel):
    username: str
    password: str


@app.post("/login/")
async def log_in(data: Annotated[FormData, Form()]):
    return data
