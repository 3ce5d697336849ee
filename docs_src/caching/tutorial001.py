from cashews import cache
from etude import Etude, HTTPException

cache.setup("mem://")

app = Etude()

rates = {"eur": 1.0, "sek": 11.2}
lookups: list = []


@cache(ttl="10m", key="rates:{currency}")
async def look_up_rate(currency: str):
    lookups.append(currency)
    return rates[currency]


@app.get("/prices/{cents}")
async def convert(cents: int, currency: str = "eur"):
    if currency not in rates:
        raise HTTPException(status_code=404, detail="Currency not found")
    return {"currency": currency, "cents": round(cents * await look_up_rate(currency))}


@app.put("/rates/{currency}", status_code=204)
async def change_rate(currency: str, rate: float):
    rates[currency] = rate
    await cache.delete(f"rates:{currency}")
