from etude import Etude

app = Etude()


@app.get("/")
def root():
    return {"message": "Hello World"}
