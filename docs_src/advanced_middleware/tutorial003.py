from etude import Etude
from etude.middleware.gzip import GZipMiddleware

app = Etude()
app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)


@app.get("/")
async def read_root(rows: int = 1000):
    numbers = range(min(rows, 5000))
    return [{"row": number, "text": "a text that repeats"} for number in numbers]
