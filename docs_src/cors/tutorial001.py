from etude import Etude
from etude.middleware.cors import CORSMiddleware

app = Etude()

origins = [
    "https://shop.example.com",
    "http://localhost",
    "http://localhost:5173",
]

app.add_middleware(
    CORSMiddleware,
    allow_origins=origins,
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)


@app.get("/")
async def read_root():
    return {"message": "Hello to the shop"}
