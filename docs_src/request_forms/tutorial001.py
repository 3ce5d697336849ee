from etude import Etude, Form

app = Etude()


@app.post("/login/")
async def log_in(username: str = Form(), password: str = Form()):
    return {"username": username}
