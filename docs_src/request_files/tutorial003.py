from typing import List

from etude import Etude, File, UploadFile
from etude.responses import HTMLResponse

app = Etude()


@app.post("/files/")
async def create_files(
    files: List[bytes] = File(description="Drawings, read as bytes"),
):
    return {"file_sizes": [len(file) for file in files]}


@app.post("/uploadfiles/")
async def create_upload_files(
    files: List[UploadFile] = File(description="Drawings, read as files"),
):
    return {"filenames": [file.filename for file in files]}


@app.get("/", response_class=HTMLResponse)
async def show_forms():
    return """
    <!doctype html>
    <html lang="en">
    <title>Send drawings</title>
    <form action="/files/" enctype="multipart/form-data" method="post">
      <input name="files" type="file" multiple>
      <input type="submit" value="Show their sizes">
    </form>
    <form action="/uploadfiles/" enctype="multipart/form-data" method="post">
      <input name="files" type="file" multiple>
      <input type="submit" value="Show their names">
    </form>
    """
