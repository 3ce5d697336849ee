from etude import Etude
from etude.responses import JSONResponse

app = Etude()


@app.post("/cookie/")
def create_cookie():
    response = JSONResponse({"message": "Your language is stored"})
    response.set_cookie("language", "de", max_age=86400)
    return response
