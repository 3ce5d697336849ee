from etude import Etude, Request
from etude.responses import HTMLResponse
from etude.staticfiles import StaticFiles
from etude.templating import Jinja2Templates

app = Etude()
app.mount("/static", StaticFiles(directory="static"), name="static")

templates = Jinja2Templates(directory="templates")


@app.get("/items/{id}", response_class=HTMLResponse)
async def read_item(request: Request, id: str):
    return templates.TemplateResponse(
        request=request, name="item.html", context={"id": id}
    )
