from etude import Etude

app = Etude()


@app.get("/users")
async def read_users():
    return ["Amina", "Jonas"]


@app.get("/users")
async def read_users_again():
    return ["Mei", "Pedro"]
