from typing import Optional

from etude import Etude, File, UploadFile

app = Etude()


@app.post("/files/")
async def create_file(file: Optional[bytes] = File(default=None)):
    if file is None:
        return {"message": "No file sent"}
    return {"file_size": len(file)}


@app.post("/uploadfile/")
async def create_upload_file(file: Optional[UploadFile] = None):
    if file is None:
        return {"message": "No upload file sent"}
    return {"filename": file.filename}
