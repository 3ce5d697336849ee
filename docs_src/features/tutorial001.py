from datetime import date

from pydantic import BaseModel


class User(BaseModel):
    id: int
    name: str
    joined: date


def main(user_id: str):
    return user_id.upper()


member = User(id=3, name="Mina Okafor", joined=date(2021, 3, 14))
