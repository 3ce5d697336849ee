from etude import Etude
from etude.responses import HTMLResponse

app = Etude()


@app.get("/items/", response_class=HTMLResponse)
async def read_items():
    return """<!DOCTYPE html>
<html lang="en">
  <title>Items</title>
  <h1>Lamps and chairs</h1>
</html>
"""
