from etude import Etude
from etude.openapi.versions import in_version
from pydantic import BaseModel

app = Etude()


class Parcel(BaseModel):
    weight: float
    note: str | None = None


@app.post("/parcels/")
async def send_parcel(parcel: Parcel):
    return {"price": 4 + 2 * parcel.weight}


@app.get("/openapi-3.0.json", include_in_schema=False)
async def read_document_for_gateway():
    return in_version(app.openapi(), "3.0.3")
