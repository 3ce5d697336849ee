from typing import List

import yaml
from etude import Etude, HTTPException, Request
from etude.encoders import jsonable_encoder
from pydantic import BaseModel, ValidationError

app = Etude()


class Item(BaseModel):
    name: str
    tags: List[str]


@app.post(
    "/items/",
    openapi_extra={
        "requestBody": {
            "content": {"application/yaml": {"schema": Item.model_json_schema()}},
            "required": True,
        }
    },
)
async def create_item(request: Request):
    raw_body = await request.body()
    try:
        data = yaml.safe_load(raw_body)
    except yaml.YAMLError:
        raise HTTPException(status_code=422, detail="Invalid YAML")
    try:
        item = Item.model_validate(data)
    except ValidationError as error:
        problems = error.errors(include_url=False)
        raise HTTPException(status_code=422, detail=jsonable_encoder(problems))
    return item
