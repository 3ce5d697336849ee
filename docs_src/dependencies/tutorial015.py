from itertools import count

from etude import Depends, Etude

app = Etude()

stamps = count(1)


async def take_stamp():
    return next(stamps)


@app.get("/stamps")
async def read_stamps(
    first: int = Depends(take_stamp),
    second: int = Depends(take_stamp),
    fresh: int = Depends(take_stamp, use_cache=False),
):
    return {"first": first, "second": second, "fresh": fresh}
