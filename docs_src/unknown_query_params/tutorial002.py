from etude import APIRouter, Etude

router = APIRouter(prefix="/v2", forbid_extra_query=True)


@router.get("/items/")
async def read_items(limit: int = 10):
    return {"limit": limit}


app = Etude()
app.include_router(router)


@app.get("/items/")
async def read_old_items(limit: int = 10):
    return {"limit": limit}
