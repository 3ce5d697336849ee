"""What the applications send that send much; the same for all subjects."""

from typing import Any, Dict, List

from pydantic import BaseModel

COUNT = 1000


class Item(BaseModel):
    """An item of a catalogue."""

    id: int
    name: str
    price: float
    tags: List[str]
    in_stock: bool


ROWS: List[Dict[str, Any]] = [
    {
        "id": number,
        "name": f"Desk lamp, series {number}",
        "price": number + 0.5,
        "tags": ["office", "light"],
        "in_stock": number % 3 != 0,
    }
    for number in range(COUNT)
]
ITEMS = [Item(**row) for row in ROWS]


class Reading(BaseModel):
    """What one server-sent event tells."""

    number: int
    celsius: float
    place: str


def reading(number: int) -> Reading:
    """Return one reading of a thermometer."""
    return Reading(number=number, celsius=20.5, place="cellar")
