from etude import Depends


class Resource:
    def __init__(self, name, needs=None):
        self.name = name
        self.needs = needs

    def close(self):
        print(f"{self.name} closed")


async def dependency_a():
    dep_a = Resource("a")
    try:
        yield dep_a
    finally:
        dep_a.close()


async def dependency_b(dep_a=Depends(dependency_a)):
    dep_b = Resource("b", dep_a)
    try:
        yield dep_b
    finally:
        dep_b.close()


async def dependency_c(dep_b=Depends(dependency_b)):
    dep_c = Resource("c", dep_b)
    try:
        yield dep_c
    finally:
        dep_c.close()
