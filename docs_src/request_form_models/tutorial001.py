from etude import Etude, Form
from pydantic import BaseModel

app = Etude()


class FormData(BaseModel):
    username: str
    password: str


@app.post("/login/")
async def log_in(data: FormData = Form()):
    return data
