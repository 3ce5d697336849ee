from etude import Etude
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    openapi_url: str = "/openapi.json"


settings = Settings()

app = Etude(openapi_url=settings.openapi_url)


@app.get("/")
async def root():
    return {"message": "The library is open"}
