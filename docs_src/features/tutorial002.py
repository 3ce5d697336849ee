import json
from datetime import date

from pydantic import BaseModel


class User(BaseModel):
    id: int
    name: str
    joined: date


data = json.loads('{"id": "4", "name": "Jonas Weber", "joined": "2022-11-30"}')

member = User(**data)
