from etude import Etude
from etude.compat.fastapi import install

install()

from stub_package.status import add_status

app = Etude()
add_status(app)


@app.get("/")
def read_root():
    return {"message": "Hello World"}
