from etude import APIRouter, Etude, HTTPException

orders = {1: "A lamp of brass", 2: "A desk of oak"}

old = APIRouter(prefix="/old")
new = APIRouter(prefix="/new", problem_details=True)


@old.get("/{id}")
@new.get("/{id}")
async def read_order(id: int):
    if id not in orders:
        raise HTTPException(status_code=404, detail=f"There is no order {id}.")
    return {"id": id, "item": orders[id]}


app = Etude()
app.include_router(old)
app.include_router(new)
