from etude import APIRouter

router = APIRouter()


@router.post("/")
async def count_stock():
    return {"message": "The stock is being counted"}
