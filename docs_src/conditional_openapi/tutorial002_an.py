import os
import secrets

from etude import Depends, Etude, HTTPException
from etude.openapi.docs import get_swagger_ui_html
from etude.security import HTTPBasic, HTTPBasicCredentials
from typing_extensions import Annotated

app = Etude(docs_url=None, redoc_url=None, openapi_url=None)
basic = HTTPBasic()


def check_reader(credentials: Annotated[HTTPBasicCredentials, Depends(basic)]):
    password = os.environ.get("DOCS_PASSWORD", "")
    is_name = secrets.compare_digest(credentials.username.encode(), b"reader")
    is_password = secrets.compare_digest(
        credentials.password.encode(), password.encode()
    )
    if not (password and is_name and is_password):
        raise HTTPException(
            status_code=401,
            detail="Incorrect username or password",
            headers={"WWW-Authenticate": "Basic"},
        )


@app.get("/openapi.json", include_in_schema=False, dependencies=[Depends(check_reader)])
async def read_document():
    return app.openapi()


@app.get("/docs", include_in_schema=False, dependencies=[Depends(check_reader)])
async def read_docs():
    return get_swagger_ui_html(openapi_url="/openapi.json", title=app.title)


@app.get("/items/")
async def read_items():
    return [{"name": "Lamp"}, {"name": "Chair"}]
