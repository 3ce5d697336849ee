from etude import APIRouter

router = APIRouter()


@router.get("/users/", tags=["users"])
async def read_users():
    return [{"username": "amina"}, {"username": "joris"}]


@router.get("/users/me", tags=["users"])
async def read_me():
    return {"username": "amina"}


@router.get("/users/{username}", tags=["users"])
async def read_user(username: str):
    return {"username": username}
