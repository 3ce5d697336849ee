from etude import Etude
from etude.responses import RedirectResponse

app = Etude()


@app.get("/typer")
async def redirect_typer():
    return RedirectResponse("https://docs.example.com/typer/")
