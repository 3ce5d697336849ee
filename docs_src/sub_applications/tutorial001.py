from etude import Etude

app = Etude()


@app.get("/app")
def read_main():
    return {"message": "Hello from the main app"}


subapi = Etude()


@subapi.get("/sub")
def read_sub():
    return {"message": "Hello from the mounted app"}


app.mount("/subapi", subapi)
