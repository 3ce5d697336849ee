from etude import Etude, Response
from pydantic import BaseModel

app = Etude()


class Forecast(BaseModel):
    station: str
    celsius: list[float]


@app.get("/dict")
async def read_dict():
    return {"station": "Harbour", "celsius": [4.5, 6.0, 3.5]}


@app.get("/model")
async def read_model() -> Forecast:
    return Forecast(station="Harbour", celsius=[4.5, 6.0, 3.5])


@app.get("/response")
async def read_response():
    content = b'{"station":"Harbour","celsius":[4.5,6.0,3.5]}'
    return Response(content, media_type="application/json")
