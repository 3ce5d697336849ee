from etude import Depends, Etude

from .dependencies import get_query_token, get_token_header
from .internal import admin
from .routers import items, users

app = Etude(dependencies=[Depends(get_query_token)])

app.include_router(users.router)
app.include_router(items.router)
app.include_router(
    admin.router,
    prefix="/admin",
    tags=["admin"],
    dependencies=[Depends(get_token_header)],
    responses={418: {"description": "The shop is closed for a count of the stock"}},
)


@app.get("/")
async def read_root():
    return {"message": "The shop has three parts"}
