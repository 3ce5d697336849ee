from itertools import count
from typing import Annotated

from etude import Depends, Etude

app = Etude()

stamps = count(1)


async def take_stamp():
    return next(stamps)


@app.get("/stamps")
async def read_stamps(
    first: Annotated[int, Depends(take_stamp)],
    second: Annotated[int, Depends(take_stamp)],
    fresh: Annotated[int, Depends(take_stamp, use_cache=False)],
):
    return {"first": first, "second": second, "fresh": fresh}
