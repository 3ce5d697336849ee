from typing import List

from etude import Etude, File, UploadFile
from typing_extensions import Annotated

app = Etude()


@app.post("/posts/")
async def add_post(
    picture: Annotated[
        UploadFile, File(max_file_size=5_000_000, media_types=["image/*"])
    ],
    notes: Annotated[
        List[UploadFile], File(max_file_size=10_000, media_types=["text/plain"])
    ],
):
    return {"picture": picture.size, "notes": [note.size for note in notes]}
