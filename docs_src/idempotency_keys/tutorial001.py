from etude import Etude
from idemkit import HttpConfig, IdempotencyMiddleware, InMemoryBackend
from pydantic import BaseModel

app = Etude()
app.add_middleware(
    IdempotencyMiddleware,
    backend=InMemoryBackend(),
    config=HttpConfig(scope=lambda request: request.headers.get("x-shop", "")),
)


class Payment(BaseModel):
    order: str
    cents: int


payments: list = []


@app.post("/payments/", status_code=201)
async def pay(payment: Payment):
    payments.append(payment)
    return {"number": len(payments), "order": payment.order}
