from etude import Etude
from pydantic import BaseModel, HttpUrl

app = Etude()


class Image(BaseModel):
    url: HttpUrl
    name: str


@app.post("/images/multiple/")
async def create_images(images: list[Image]):
    return images
