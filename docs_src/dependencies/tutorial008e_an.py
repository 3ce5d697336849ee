from etude import Depends, Etude
from typing_extensions import Annotated

app = Etude()


def get_username():
    try:
        yield "Rick"
    finally:
        print("Closed before the answer is sent")


@app.get("/users/me")
def read_me(username: Annotated[str, Depends(get_username, scope="function")]):
    return username
