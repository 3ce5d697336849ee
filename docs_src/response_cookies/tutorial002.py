from etude import Etude, Response

app = Etude()


@app.post("/cookie-and-object/")
def create_cookie(response: Response):
    response.set_cookie("session", "k3f9-2207", httponly=True, secure=True)
    return {"message": "You are logged in"}
