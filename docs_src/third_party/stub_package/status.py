from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse

router = APIRouter()


@router.get("/status")
def read_status(request: Request):
    return JSONResponse({"up": True, "path": request.url.path})


def add_status(app):
    if not isinstance(app, FastAPI):
        raise TypeError("add_status() needs a FastAPI application")
    app.include_router(router)
