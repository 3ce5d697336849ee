import anyio
from etude import Etude
from etude.responses import StreamingResponse

app = Etude()


async def squares():
    yield "number,square\n"
    for number in range(1, 4):
        yield f"{number},{number * number}\n"
        await anyio.sleep(0)


@app.get("/")
async def main():
    return StreamingResponse(squares(), media_type="text/csv")
