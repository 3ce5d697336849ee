from etude import Depends, Etude, HTTPException
from etude.conditional import Preconditions

app = Etude()

recipes = {"bread": {"version": 3, "text": "Flour, water, salt, and a day of patience"}}


@app.get("/recipes/{name}", responses={304: {"description": "You have this version"}})
async def read_recipe(name: str, preconditions: Preconditions = Depends()):
    if name not in recipes:
        raise HTTPException(status_code=404, detail="There is no such recipe")
    recipe = recipes[name]
    preconditions.check(etag=f"v{recipe['version']}")
    return recipe
