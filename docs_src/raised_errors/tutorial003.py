from etude import APIRouter, Depends, Etude, Header


class UnknownCustomer(Exception):
    """The customer number is not known."""

    status_code = 403


class OverLimit(Exception):
    """The customer has too many open orders."""

    status_code = 429


customers = {"c-1": 2, "c-2": 5}


async def get_open_orders(customer: str = Header()):
    if customer not in customers:
        raise UnknownCustomer(f"There is no customer {customer}.")
    return customers[customer]


router = APIRouter(prefix="/orders", raises=[OverLimit])


@router.post("/")
async def create_order(
    open_orders: int = Depends(get_open_orders, raises=[UnknownCustomer]),
):
    if open_orders >= 5:
        raise OverLimit("Pay an order before you place another one.")
    return {"open_orders": open_orders + 1}


app = Etude()
app.include_router(router)
