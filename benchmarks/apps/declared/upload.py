"""W8: a form with a file."""

from typing import Any, Dict

from typing_extensions import Annotated

from benchmarks.apps.declared.framework import Application, Form, UploadFile

app = Application()


@app.post("/files", response_model=None)
async def store(note: Annotated[str, Form()], file: UploadFile) -> Dict[str, Any]:
    """Return what arrived."""
    content = await file.read()
    return {"note": note, "name": file.filename, "size": len(content), "end": content[-9:].decode()}
