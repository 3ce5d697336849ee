from etude import Etude, HTTPException, Request
from etude.responses import HTMLResponse
from etude.templating import Jinja2Templates

app = Etude()

plants = {
    "fern": {"name": "Fern", "cents": 1250},
    "sage": {"name": "Sage & thyme", "cents": 390},
}


def shop_of(request: Request):
    return {"shop": request.headers.get("host", "The nursery")}


def euros(cents: int):
    return f"{cents / 100:.2f} EUR"


templates = Jinja2Templates(directory="templates", context_processors=[shop_of])
templates.env.filters["euros"] = euros


@app.get("/", response_class=HTMLResponse)
async def read_items(request: Request):
    return templates.TemplateResponse(request, "list.html", {"plants": plants})


@app.get("/items/{id}", response_class=HTMLResponse)
async def read_item(request: Request, id: str):
    if id not in plants:
        raise HTTPException(status_code=404, detail="No such plant")
    return templates.TemplateResponse(request, "detail.html", {"plant": plants[id]})
