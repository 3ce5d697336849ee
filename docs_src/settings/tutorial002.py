from functools import lru_cache


@lru_cache
def say_hi(name: str, salutation: str = "Ms."):
    print(f"(working for {name})")
    return f"Hello {salutation} {name}"


if __name__ == "__main__":
    print(say_hi("Amina"))
    print(say_hi("Amina"))
    print(say_hi("Rick", salutation="Mr."))
    print(say_hi("Amina"))
