from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, sessionmaker

engine = create_engine("sqlite:///sql_app.db")
SessionLocal = sessionmaker(engine)


class Base(DeclarativeBase):
    pass
