from typing import Annotated

from etude import Etude, File, UploadFile

app = Etude()


@app.post("/posts/")
async def add_post(
    picture: Annotated[
        UploadFile, File(max_file_size=5_000_000, media_types=["image/*"])
    ],
    notes: Annotated[
        list[UploadFile], File(max_file_size=10_000, media_types=["text/plain"])
    ],
):
    return {"picture": picture.size, "notes": [note.size for note in notes]}
