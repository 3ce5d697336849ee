from etude import Etude
from etude.responses import RedirectResponse

app = Etude()


@app.get("/pydantic", response_class=RedirectResponse, status_code=302)
async def redirect_pydantic():
    return "https://docs.example.com/pydantic/"
