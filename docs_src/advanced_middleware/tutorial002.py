from etude import Etude
from etude.middleware.trustedhost import TrustedHostMiddleware

app = Etude()
app.add_middleware(
    TrustedHostMiddleware, allowed_hosts=["example.com", "*.example.com"]
)


@app.get("/")
async def read_root():
    return {"message": "You asked for a host that is ours"}
