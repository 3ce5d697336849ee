from etude import Etude
from etude.responses import HTMLResponse

app = Etude(default_response_class=HTMLResponse)


@app.get("/items/")
async def read_items():
    return "<h1>Items</h1><p>Lamps and chairs.</p>"
