from etude import Etude
from etude.responses import RedirectResponse

app = Etude()


@app.get("/etude", response_class=RedirectResponse)
async def redirect_etude():
    return "https://docs.example.com/etude/"
