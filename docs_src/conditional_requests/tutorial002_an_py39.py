from typing import Annotated

from etude import Depends, Etude, HTTPException
from etude.conditional import Preconditions, etag_of
from pydantic import BaseModel

app = Etude()


class Page(BaseModel):
    title: str
    text: str


pages = {"opening-hours": Page(title="Opening hours", text="Monday to Friday, 9 to 17")}


@app.get("/pages/{name}")
async def read_page(
    name: str, preconditions: Annotated[Preconditions, Depends()]
) -> Page:
    if name not in pages:
        raise HTTPException(status_code=404, detail="There is no such page")
    preconditions.check(etag_of(pages[name]))
    return pages[name]


@app.put(
    "/pages/{name}",
    responses={
        412: {"description": "Somebody else changed the page"},
        428: {"description": "Say what you have seen, with If-Match"},
    },
)
async def write_page(
    name: str, page: Page, preconditions: Annotated[Preconditions, Depends()]
) -> Page:
    current = pages.get(name)
    preconditions.check(etag_of(current) if current else None, required=True)
    pages[name] = page
    preconditions.describe(etag_of(page))
    return page
