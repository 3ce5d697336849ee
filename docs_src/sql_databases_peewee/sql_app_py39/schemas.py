from typing import Any, Optional

from pydantic import BaseModel, ConfigDict, field_validator


class ItemBase(BaseModel):
    title: str
    description: Optional[str] = None


class ItemCreate(ItemBase):
    pass


class Item(ItemBase):
    model_config = ConfigDict(from_attributes=True)

    id: int
    owner_id: int


class UserBase(BaseModel):
    email: str


class UserCreate(UserBase):
    password: str


class User(UserBase):
    model_config = ConfigDict(from_attributes=True)

    id: int
    is_active: bool
    items: list[Item] = []

    @field_validator("items", mode="before")
    @classmethod
    def fetch(cls, value: Any) -> list[Any]:
        return list(value)
