from typing import Any

from etude import Etude
from etude.openapi.utils import get_openapi

app = Etude(title="Furniture store", version="2.5.0")


@app.get("/items/")
async def read_items():
    return [{"name": "Lamp"}, {"name": "Chair"}]


def openapi_with_logo() -> Any:
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            openapi_version=app.openapi_version,
            description="Made **by hand**, with a logo for ReDoc.",
            routes=app.routes,
        )
        document["info"]["x-logo"] = {"url": "https://furniture.example.com/logo.svg"}
        app.openapi_schema = document
    return app.openapi_schema


app.openapi = openapi_with_logo
