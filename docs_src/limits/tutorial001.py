from typing import List

from etude import Etude
from pydantic import BaseModel

app = Etude(max_body_size=1_000, max_json_depth=5, allow_inf_nan=False)


class Reading(BaseModel):
    sensor: str
    celsius: float


@app.post("/readings/")
async def add_reading(reading: Reading):
    return reading


@app.post("/readings/import", max_body_size=1_000_000)
async def import_readings(readings: List[Reading]):
    return {"imported": len(readings)}
