from contextlib import asynccontextmanager

from etude import Etude


def load_model():
    return {"answer": lambda x: x * 42}


models: dict = {}


@asynccontextmanager
async def lifespan(app: Etude):
    models.update(load_model())
    yield
    models.clear()


app = Etude(lifespan=lifespan)


@app.get("/predict")
async def predict(x: float):
    return {"result": models["answer"](x)}
