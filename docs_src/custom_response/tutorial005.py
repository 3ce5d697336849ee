from etude import Etude
from etude.responses import PlainTextResponse

app = Etude()


@app.get("/", response_class=PlainTextResponse)
async def main():
    return "The shop is open until six."
