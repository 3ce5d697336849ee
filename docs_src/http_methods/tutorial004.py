from etude import Etude
from etude.middleware.cors import CORSMiddleware

app = Etude()
app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example.com"])

prices = {"lamp": 40, "desk": 0}


@app.get("/discounts/{item}")
async def read_discount(item: str, amount: int = 10):
    return {"item": item, "percent": 100 * amount / prices[item]}
