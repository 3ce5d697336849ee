from typing import Annotated

from etude import APIRouter, Depends, HTTPException
from pydantic import BaseModel, Field
from sqlmodel import Session, col, select

from .database import Book, User, get_session
from .users import get_current_user

router = APIRouter(prefix="/books", tags=["books"])


class BookCreate(BaseModel):
    title: str = Field(min_length=1, max_length=200)


class BookPublic(BookCreate):
    id: int


@router.post("/", response_model=BookPublic, status_code=201)
def add_book(
    book: BookCreate,
    user: Annotated[User, Depends(get_current_user)],
    session: Annotated[Session, Depends(get_session)],
):
    stored = Book.model_validate(book, update={"owner_id": user.id})
    session.add(stored)
    session.commit()
    session.refresh(stored)
    return stored


@router.get("/", response_model=list[BookPublic])
def read_books(
    user: Annotated[User, Depends(get_current_user)],
    session: Annotated[Session, Depends(get_session)],
):
    own = select(Book).where(Book.owner_id == user.id).order_by(col(Book.id))
    return session.exec(own).all()


@router.delete("/{book_id}", status_code=204)
def remove_book(
    book_id: int,
    user: Annotated[User, Depends(get_current_user)],
    session: Annotated[Session, Depends(get_session)],
) -> None:
    book = session.get(Book, book_id)
    if book is None or book.owner_id != user.id:
        raise HTTPException(status_code=404, detail="You have no such book")
    session.delete(book)
    session.commit()
