from etude import Etude

from .config import settings

app = Etude()


@app.get("/info")
async def info():
    return {
        "database": settings.database,
        "warehouses": settings.warehouses,
        "api_token": settings.api_token,
    }
