from etude import Etude
from pydantic import BaseModel, field_validator, model_validator

app = Etude()


class Item(BaseModel):
    name: str
    price: float
    discount_price: float | None = None

    # Pydantic 1: @validator("name")
    @field_validator("name")
    @classmethod
    def has_no_digits(cls, name: str):
        if any(character.isdigit() for character in name):
            raise ValueError("must not contain digits")
        return name.title()

    # Pydantic 1: @root_validator
    @model_validator(mode="after")
    def discount_is_lower(self):
        if self.discount_price is not None and self.discount_price >= self.price:
            raise ValueError("discount_price must be below price")
        return self


@app.post("/items/")
async def create_item(item: Item):
    return item
