from typing import Optional

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from . import models, schemas


def get_user(db: Session, user_id: int) -> Optional[models.User]:
    return db.get(models.User, user_id)


def get_user_by_email(db: Session, email: str) -> Optional[models.User]:
    return db.scalar(select(models.User).where(models.User.email == email))


def get_users(db: Session, skip: int = 0, limit: int = 100) -> list[models.User]:
    query = select(models.User).options(selectinload(models.User.items))
    return list(db.scalars(query.order_by(models.User.id).offset(skip).limit(limit)))


def create_user(db: Session, user: schemas.UserCreate) -> models.User:
    fake_hashed_password = user.password + "notreallyhashed"
    db_user = models.User(email=user.email, hashed_password=fake_hashed_password)
    db.add(db_user)
    db.commit()
    return db_user


def get_items(db: Session, skip: int = 0, limit: int = 100) -> list[models.Item]:
    query = select(models.Item).order_by(models.Item.id)
    return list(db.scalars(query.offset(skip).limit(limit)))


def create_user_item(
    db: Session, item: schemas.ItemCreate, user_id: int
) -> models.Item:
    db_item = models.Item(**item.model_dump(), owner_id=user_id)
    db.add(db_item)
    db.commit()
    return db_item
