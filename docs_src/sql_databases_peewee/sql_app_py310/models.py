from peewee import AutoField, BooleanField, CharField, ForeignKeyField, Model

from .database import db


class User(Model):
    id = AutoField()
    email = CharField(unique=True, index=True)
    hashed_password = CharField()
    is_active = BooleanField(default=True)

    class Meta:
        database = db


class Item(Model):
    id = AutoField()
    title = CharField(index=True)
    description = CharField(null=True)
    owner = ForeignKeyField(User, backref="items")

    class Meta:
        database = db
