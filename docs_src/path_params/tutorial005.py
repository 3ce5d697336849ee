from enum import Enum

from etude import Etude


class ModelName(str, Enum):
    alexnet = "alexnet"
    resnet = "resnet"
    lenet = "lenet"


app = Etude()


@app.get("/models/{model_name}")
async def read_model(model_name: ModelName):
    if model_name is ModelName.alexnet:
        return {"model_name": model_name, "message": "Eight layers, from 2012"}

    if model_name.value == "lenet":
        return {"model_name": model_name, "message": "Seven layers, for digits"}

    return {"model_name": model_name, "message": "Layers with shortcuts"}
