from etude import Etude

app = Etude()


@app.get("/api/books")
async def read_books():
    return [{"title": "Night Train to the Coast"}]


app.frontend("/", directory="dist", fallback="index.html")
