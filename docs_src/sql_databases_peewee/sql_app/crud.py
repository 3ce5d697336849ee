from typing import List, Optional

from . import models, schemas


def get_user(user_id: int) -> Optional[models.User]:
    return models.User.get_or_none(models.User.id == user_id)


def get_user_by_email(email: str) -> Optional[models.User]:
    return models.User.get_or_none(models.User.email == email)


def get_users(skip: int = 0, limit: int = 100) -> List[models.User]:
    query = models.User.select().order_by(models.User.id)
    return list(query.offset(skip).limit(limit))


def create_user(user: schemas.UserCreate) -> models.User:
    fake_hashed_password = user.password + "notreallyhashed"
    return models.User.create(email=user.email, hashed_password=fake_hashed_password)


def get_items(skip: int = 0, limit: int = 100) -> List[models.Item]:
    query = models.Item.select().order_by(models.Item.id)
    return list(query.offset(skip).limit(limit))


def create_user_item(item: schemas.ItemCreate, user_id: int) -> models.Item:
    return models.Item.create(**item.model_dump(), owner=user_id)
