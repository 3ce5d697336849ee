from datetime import datetime
from typing import Any, Dict, List, Optional

from pydantic import BaseModel


class User(BaseModel):
    id: int
    name: str = "John Doe"
    signup_ts: Optional[datetime] = None
    friends: List[int] = []


external_data: Dict[str, Any] = {
    "id": "123",
    "signup_ts": "2024-05-06 07:08",
    "friends": [1, "2", b"3"],
}
user = User(**external_data)
print(user)
print(user.id)
