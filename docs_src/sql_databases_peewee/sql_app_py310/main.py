from contextlib import asynccontextmanager
from time import sleep

from etude import Depends, Etude, HTTPException

from . import crud, models, schemas
from .database import db

sleep_time = 10


@asynccontextmanager
async def lifespan(app: Etude):
    db.reset_state()
    with db.connection_context():
        db.create_tables([models.User, models.Item])
    yield


app = Etude(lifespan=lifespan)


async def own_state():
    db.reset_state()


def get_db(state: None = Depends(own_state)):
    with db.connection_context():
        yield


@app.post("/users/", response_model=schemas.User, dependencies=[Depends(get_db)])
def create_user(user: schemas.UserCreate):
    if crud.get_user_by_email(email=user.email):
        raise HTTPException(status_code=400, detail="Email already registered")
    return crud.create_user(user=user)


@app.get("/users/", response_model=list[schemas.User], dependencies=[Depends(get_db)])
def read_users(skip: int = 0, limit: int = 100):
    return crud.get_users(skip=skip, limit=limit)


@app.get(
    "/users/{user_id}", response_model=schemas.User, dependencies=[Depends(get_db)]
)
def read_user(user_id: int):
    user = crud.get_user(user_id=user_id)
    if user is None:
        raise HTTPException(status_code=404, detail="User not found")
    return user


@app.post(
    "/users/{user_id}/items/",
    response_model=schemas.Item,
    dependencies=[Depends(get_db)],
)
def create_item_for_user(user_id: int, item: schemas.ItemCreate):
    if crud.get_user(user_id=user_id) is None:
        raise HTTPException(status_code=404, detail="User not found")
    return crud.create_user_item(item=item, user_id=user_id)


@app.get("/items/", response_model=list[schemas.Item], dependencies=[Depends(get_db)])
def read_items(skip: int = 0, limit: int = 100):
    return crud.get_items(skip=skip, limit=limit)


@app.get(
    "/slowusers/", response_model=list[schemas.User], dependencies=[Depends(get_db)]
)
def read_slow_users(skip: int = 0, limit: int = 100):
    sleep(sleep_time)
    return crud.get_users(skip=skip, limit=limit)
