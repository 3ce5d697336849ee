from etude import Etude
from pydantic import BaseModel, ConfigDict


class DataInput(BaseModel):
    description: str
    data: bytes

    model_config = ConfigDict(val_json_bytes="base64")


class DataOutput(BaseModel):
    description: str
    data: bytes

    model_config = ConfigDict(ser_json_bytes="base64")


class DataInputOutput(BaseModel):
    description: str
    data: bytes

    model_config = ConfigDict(val_json_bytes="base64", ser_json_bytes="base64")


app = Etude()


@app.post("/data")
def post_data(body: DataInput):
    content = body.data.decode("utf-8")
    return {"description": body.description, "content": content}


@app.get("/data")
def get_data() -> DataOutput:
    return DataOutput(description="A greeting", data=b"hello")


@app.post("/data-in-out")
def post_data_in_out(body: DataInputOutput) -> DataInputOutput:
    return body
