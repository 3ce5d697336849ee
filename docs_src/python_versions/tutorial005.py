import math

from etude import Etude
from typing_extensions import TypedDict

app = Etude()


class Point(TypedDict):
    x: float
    y: float


@app.post("/points/")
async def create_point(point: Point):
    return {"distance": math.hypot(point["x"], point["y"])}
