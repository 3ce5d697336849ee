from etude import Etude

app = Etude()


@app.get("/users/me")
async def read_own_user():
    return {"user_id": "whoever is logged in"}


@app.get("/users/{user_id}")
async def read_user(user_id: str):
    return {"user_id": user_id}
