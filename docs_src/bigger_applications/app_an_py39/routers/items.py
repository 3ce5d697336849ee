from etude import APIRouter, Depends, HTTPException

from ..dependencies import get_token_header

router = APIRouter(
    prefix="/items",
    tags=["items"],
    dependencies=[Depends(get_token_header)],
    responses={404: {"description": "There is no such item"}},
)

stock = {"plumbus": {"name": "Plumbus"}, "kettle": {"name": "Kettle"}}


@router.get("/")
async def read_items():
    return stock


@router.get("/{item_id}")
async def read_item(item_id: str):
    if item_id not in stock:
        raise HTTPException(status_code=404, detail="Item not found")
    return {"name": stock[item_id]["name"], "item_id": item_id}


@router.put(
    "/{item_id}",
    tags=["custom"],
    responses={403: {"description": "This item is not yours to change"}},
)
async def update_item(item_id: str):
    if item_id != "plumbus":
        raise HTTPException(
            status_code=403, detail="You can only update the item: plumbus"
        )
    return {"item_id": item_id, "name": "Polished plumbus"}
