from typing import AsyncIterable

from etude import Etude
from pydantic import BaseModel

app = Etude(openapi_version="3.2.0")


class Position(BaseModel):
    latitude: float
    longitude: float


route = [
    Position(latitude=59.33, longitude=18.07),
    Position(latitude=57.71, longitude=11.97),
]


@app.get("/parcels/{parcel_id}/positions")
async def follow_parcel(parcel_id: int) -> AsyncIterable[Position]:
    for position in route:
        yield position
