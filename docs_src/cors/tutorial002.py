from etude import Etude
from etude.middleware.cors import CORSMiddleware

app = Etude()

app.add_middleware(
    CORSMiddleware,
    allow_origin_regex=r"https://[a-z]+\.shop\.example\.com",
    allow_methods=["GET", "PUT"],
    allow_headers=["X-Basket"],
    expose_headers=["X-Total"],
    max_age=3600,
)


@app.get("/")
async def read_root():
    return {"message": "Hello to every branch of the shop"}
