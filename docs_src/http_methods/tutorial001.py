from etude import Etude, HTTPException

app = Etude()

photos = {"harbour": "A harbour at dawn, three boats", "orchard": "Apple trees in May"}


@app.get("/photos/{name}")
async def read_photo(name: str):
    if name not in photos:
        raise HTTPException(status_code=404, detail="There is no such photo")
    return {"name": name, "description": photos[name]}


@app.delete("/photos/{name}", status_code=204)
async def delete_photo(name: str):
    photos.pop(name, None)
