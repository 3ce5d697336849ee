"""W8: a form with a file."""

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from benchmarks.apps.by_hand.validation import missing, unprocessable


async def store(request: Request) -> JSONResponse:
    """Return what arrived."""
    async with request.form() as form:
        note, file = form.get("note"), form.get("file")
        if not isinstance(note, str):
            return unprocessable([missing("body", "note")])
        if not isinstance(file, UploadFile):
            return unprocessable([missing("body", "file")])
        content = await file.read()
        return JSONResponse(
            {
                "note": note,
                "name": file.filename,
                "size": len(content),
                "end": content[-9:].decode(),
            }
        )


app = Starlette(routes=[Route("/files", store, methods=["POST"])])
