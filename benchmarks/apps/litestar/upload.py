"""W8: a form with a file."""

from dataclasses import dataclass
from typing import Any, Dict

from litestar import Litestar, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body
from typing_extensions import Annotated


@dataclass
class Form:
    """What is sent."""

    note: str
    file: UploadFile


async def store(
    data: Annotated[Form, Body(media_type=RequestEncodingType.MULTI_PART)],
) -> Dict[str, Any]:
    """Return what arrived."""
    content = await data.file.read()
    return {
        "note": data.note,
        "name": data.file.filename,
        "size": len(content),
        "end": content[-9:].decode(),
    }


app = Litestar([post("/files", status_code=200)(store)])
