def say_hi(name: str | None = None):
    if name is not None:
        print(f"Hi {name}")
    else:
        print("Hi there")
