from typing import Union


def say_hi(name: Union[str, None] = None):
    if name is not None:
        print(f"Hi {name}")
    else:
        print("Hi there")
