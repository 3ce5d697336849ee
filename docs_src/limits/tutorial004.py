import asyncio

from etude import Etude

app = Etude()
searches = {"running": 0, "finished": 0}


@app.get("/search/", cancel_on_disconnect=True)
async def search(words: str):
    searches["running"] += 1
    try:
        await asyncio.sleep(len(words) / 100)
        searches["finished"] += 1
    finally:
        searches["running"] -= 1
    return {"found": words.split()}


@app.get("/searches/")
async def count_searches():
    return searches
