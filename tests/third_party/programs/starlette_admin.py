"""An administration of tables, mounted on an application: its list, its form and a new row."""

import re

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool
from starlette_admin.contrib.sqla import Admin, ModelView


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
Base.metadata.create_all(engine)
app = FastAPI()
admin = Admin(engine)
admin.add_view(ModelView(Item))
admin.mount_to(app)


def answers():
    with TestClient(app) as client:
        form = client.get("/admin/item/create").text
        token = re.search(r'name="csrftoken" value="(.+?)"', form)[1]
        row = {"name": "desk lamp", "csrftoken": token}
        made = client.post("/admin/item/create", data=row, follow_redirects=False)
        pages = [client.get(f"/admin/item/{page}") for page in ("list", "create", "nothing")]
    with Session(engine) as session:
        names = [item.name for item in session.query(Item)]
    return [made.status_code, [page.status_code for page in pages], names, app.openapi()["paths"]]
