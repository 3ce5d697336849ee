from etude import Etude

app = Etude()


@app.get("/things")
async def list_things():
    return {"answered_by": "list_things"}


@app.post("/things")
async def create_thing():
    return {"answered_by": "create_thing"}


@app.put("/things")
async def replace_things():
    return {"answered_by": "replace_things"}


@app.patch("/things")
async def change_things():
    return {"answered_by": "change_things"}


@app.delete("/things")
async def delete_things():
    return {"answered_by": "delete_things"}


@app.options("/things")
async def describe_things():
    return {"answered_by": "describe_things"}


@app.head("/things")
async def check_things():
    return {"answered_by": "check_things"}


@app.trace("/things")
async def trace_things():
    return {"answered_by": "trace_things"}
