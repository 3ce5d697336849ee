from etude import Etude
from pydantic import BaseModel, Field

app = Etude(openapi_version="3.0.3")


class Parcel(BaseModel):
    weight: float = Field(gt=0, examples=[1.5])
    note: str | None = None


@app.post("/parcels/")
async def send_parcel(parcel: Parcel):
    return {"price": 4 + 2 * parcel.weight}
