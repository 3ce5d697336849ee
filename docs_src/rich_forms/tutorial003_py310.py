from etude import Etude, Form
from pydantic import BaseModel

app = Etude()


class Address(BaseModel):
    street: str
    city: str


@app.put("/customers/{customer_id}/addresses")
async def update_addresses(
    customer_id: int,
    shipping: Address = Form(embed=True),
    billing: Address | None = Form(default=None, embed=True),
):
    return {
        "customer_id": customer_id,
        "shipping": shipping,
        "billing": billing or shipping,
    }
