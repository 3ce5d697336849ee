from etude import Etude
from etude.responses import StreamingResponse

PATH = "readings.csv"
app = Etude()


@app.get("/")
def main():
    def read_file():  # (1)
        with open(PATH, mode="rb") as file:  # (2)
            yield from file  # (3)

    return StreamingResponse(read_file(), media_type="text/csv")
