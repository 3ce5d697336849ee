from etude import Etude, Request

app = Etude()

ITEM = {
    "type": "object",
    "required": ["name", "price"],
    "properties": {
        "name": {"type": "string"},
        "price": {"type": "number"},
        "description": {"type": "string"},
    },
}


def read_magically(raw_body: bytes):
    return {"size": len(raw_body), "content": {"name": "Kettle", "price": 42}}


@app.post(
    "/items/",
    openapi_extra={
        "requestBody": {
            "content": {"application/json": {"schema": ITEM}},
            "required": True,
        }
    },
)
async def create_item(request: Request):
    raw_body = await request.body()
    return read_magically(raw_body)
