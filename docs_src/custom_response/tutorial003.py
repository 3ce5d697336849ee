from etude import Etude
from etude.responses import HTMLResponse

app = Etude()


@app.get("/items/")
async def read_items():
    page = """<!DOCTYPE html>
<html lang="en">
  <title>Items</title>
  <h1>Lamps and chairs</h1>
</html>
"""
    return HTMLResponse(content=page, status_code=200)
