from etude import APIRouter, Etude, Request
from etude.responses import JSONResponse


class OutOfStock(Exception):
    pass


stock = {"lamp": 3, "chair": 0}

router = APIRouter(prefix="/orders")


@router.exception_handler(OutOfStock)
async def tell_the_shop(request: Request, error: OutOfStock):
    return JSONResponse({"message": f"No {error} left."}, status_code=409)


def take(name: str):
    if stock.get(name, 0) == 0:
        raise OutOfStock(name)


@router.post("/{name}")
async def create_order(name: str):
    take(name)
    return {"ordered": name}


async def offer_a_reservation(request: Request, error: OutOfStock):
    return JSONResponse({"reserved": str(error)}, status_code=202)


@router.post(
    "/{name}/reservation",
    exception_handlers={OutOfStock: offer_a_reservation},
    responses={202: {"description": "Reserved"}},
)
async def create_reservation(name: str):
    take(name)
    return {"ordered": name}


app = Etude()
app.include_router(router)
