from etude import Etude
from etude.responses import HTMLResponse

app = Etude()


def make_page() -> HTMLResponse:
    page = """<!DOCTYPE html>
<html lang="en">
  <title>Items</title>
  <h1>Lamps and chairs</h1>
</html>
"""
    return HTMLResponse(content=page, headers={"Cache-Control": "max-age=60"})


@app.get("/items/", response_class=HTMLResponse)
async def read_items():
    return make_page()
