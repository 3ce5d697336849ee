from etude import APIRouter, Depends, HTTPException

SHOP = {"is_open": True}


def check_opening_hours():
    if not SHOP["is_open"]:
        raise HTTPException(status_code=503, detail="The shop is closed")


router = APIRouter(prefix="/items", dependencies=[Depends(check_opening_hours)])


@router.get("/")
def read_items():
    return {"Lamp": 30, "Desk": 120}
