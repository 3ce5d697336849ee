from etude import Etude
from etude.responses import JSONResponse

app = Etude()


@app.get("/headers/")
def get_headers():
    headers = {"X-Cat-Dog": "never at the same bowl", "Content-Language": "en-GB"}
    return JSONResponse({"message": "Feeding times"}, headers=headers)
