from etude import Etude
from etude.middleware.httpsredirect import HTTPSRedirectMiddleware

app = Etude()
app.add_middleware(HTTPSRedirectMiddleware)


@app.get("/")
async def read_root():
    return {"message": "Read over an encrypted connection"}
