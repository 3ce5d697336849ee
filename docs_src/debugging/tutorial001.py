import uvicorn
from etude import Etude

app = Etude()


@app.get("/")
def read_root():
    letters = "hello"
    return {letters: letters.replace("hello", "world")}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=8000)
