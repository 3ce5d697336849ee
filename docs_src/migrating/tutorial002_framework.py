import os

if os.environ.get("SHOP_FRAMEWORK") == "fastapi":
    from fastapi import APIRouter
    from fastapi import FastAPI as App
else:
    from etude import APIRouter
    from etude import Etude as App

__all__ = ["APIRouter", "App"]
