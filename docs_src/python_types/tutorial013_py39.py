from typing import Annotated


def say_hello(name: Annotated[str, "the name on the door sign"]) -> str:
    return f"Hello {name}"
