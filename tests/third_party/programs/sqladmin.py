"""An administration of tables, mounted: its list of rows, its form, and a new row."""

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqladmin import Admin, ModelView
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import StaticPool

from asking import ask


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class ItemAdmin(ModelView, model=Item):
    column_list = [Item.id, Item.name]


engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
Base.metadata.create_all(engine)
app = FastAPI()
Admin(app, engine).add_view(ItemAdmin)


def answers():
    asked = ask(app, ("POST /admin/item/create", {"data": {"name": "desk lamp"}}))
    with TestClient(app) as client:
        listed = client.get("/admin/item/list")
        docs = client.get("/openapi.json").json()["paths"]
    return [asked[0][1], listed.status_code, "desk lamp" in listed.text, docs]
