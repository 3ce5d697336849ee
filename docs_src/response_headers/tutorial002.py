from etude import Etude, Response

app = Etude()


@app.get("/headers-and-object/")
def get_headers(response: Response):
    response.headers["X-Cat-Dog"] = "never at the same bowl"
    return {"message": "Feeding times"}
