from typing_extensions import Annotated


def say_hello(name: Annotated[str, "the name on the door sign"]) -> str:
    return f"Hello {name}"
