from html import escape

from etude import Etude
from etude.responses import HTMLResponse
from etude.staticfiles import StaticFiles

app = Etude(title="Furniture store")
app.mount("/static", StaticFiles(directory="static"), name="static")


def get_reference_html(
    *, openapi_url: str, script_url: str, title: str
) -> HTMLResponse:
    return HTMLResponse(f"""<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>{escape(title)}</title>
  </head>
  <body>
    <main id="reference" data-openapi-url="{escape(openapi_url)}"></main>
    <script src="{escape(script_url)}"></script>
  </body>
</html>""")


@app.get("/reference", include_in_schema=False)
async def read_reference():
    return get_reference_html(
        openapi_url="/openapi.json",
        script_url="/static/reference.js",
        title=f"{app.title} - Reference",
    )


@app.get("/users/{username}", summary="Greet a user")
async def read_user(username: str):
    return {"message": f"Hello {username}"}
