from typing import Annotated

from etude import Etude, Form, UploadFile

app = Etude(form_limits={"max_fields": 20, "max_files": 5})


@app.post(
    "/profile/",
    form_limits={"max_file_size": 100_000, "media_types": ["image/png", "image/jpeg"]},
)
async def change_profile(name: Annotated[str, Form()], picture: UploadFile):
    return {"name": name, "picture": picture.size}


@app.post("/documents/", form_limits={"media_types": ["text/*", "application/pdf"]})
async def add_documents(files: list[UploadFile]):
    return [file.filename for file in files]
