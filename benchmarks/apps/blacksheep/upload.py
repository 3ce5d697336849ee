"""W8: a form with a file."""

from typing import Any, Dict

from blacksheep import Application, FromFile, FromForm


class Fields:
    """The fields of the form that are no files."""

    def __init__(self, note: str) -> None:
        self.note = note


async def store(fields: FromForm[Fields], file: FromFile) -> Dict[str, Any]:
    """Return what arrived."""
    content = file.value.data
    return {
        "note": fields.value.note,
        "name": file.value.file_name.decode(),
        "size": len(content),
        "end": content[-9:].decode(),
    }


app = Application()
app.router.add_post("/files", store)
