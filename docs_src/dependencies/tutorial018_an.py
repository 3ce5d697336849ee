from etude import Depends, Etude
from typing_extensions import Annotated

app = Etude()


def open_connection():
    print("connection opened")
    yield "connection"
    print("connection closed")


def begin_transaction(connection: Annotated[str, Depends(open_connection)]):
    print("transaction begun")
    yield f"transaction on {connection}"
    print("transaction ended")


@app.get("/users/me")
def read_me(transaction: Annotated[str, Depends(begin_transaction, scope="function")]):
    return {"username": "ada", "read_with": transaction}


def write_log(
    transaction: Annotated[str, Depends(begin_transaction, scope="function")],
):
    yield
    print(f"written with {transaction}")


def add_logged_operation():
    @app.get("/users/logged", dependencies=[Depends(write_log)])
    def read_logged():
        return []
