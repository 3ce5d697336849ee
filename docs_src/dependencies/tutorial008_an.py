from etude import Depends
from typing_extensions import Annotated


class DepA:
    def close(self):
        print("a closed")


class DepB:
    def __init__(self, dep_a: DepA):
        self.dep_a = dep_a

    def close(self):
        print("b closed")


class DepC:
    def __init__(self, dep_b: DepB):
        self.dep_b = dep_b

    def close(self):
        print("c closed")


async def dependency_a():
    dep_a = DepA()
    try:
        yield dep_a
    finally:
        dep_a.close()


async def dependency_b(dep_a: Annotated[DepA, Depends(dependency_a)]):
    dep_b = DepB(dep_a)
    try:
        yield dep_b
    finally:
        dep_b.close()


async def dependency_c(dep_b: Annotated[DepB, Depends(dependency_b)]):
    dep_c = DepC(dep_b)
    try:
        yield dep_c
    finally:
        dep_c.close()
