from typing import Annotated

from etude import Etude, Form
from pydantic import BaseModel

app = Etude()


class FormData(BaseModel):
    model_config = {"extra": "forbid"}

    username: str
    password: str


@app.post("/login/")
async def log_in(data: Annotated[FormData, Form()]):
    return data
