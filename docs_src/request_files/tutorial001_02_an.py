from typing import Optional

from etude import Etude, File, UploadFile
from typing_extensions import Annotated

app = Etude()


@app.post("/files/")
async def create_file(file: Annotated[Optional[bytes], File()] = None):
    if file is None:
        return {"message": "No file sent"}
    return {"file_size": len(file)}


@app.post("/uploadfile/")
async def create_upload_file(file: Optional[UploadFile] = None):
    if file is None:
        return {"message": "No upload file sent"}
    return {"filename": file.filename}
