from etude import Etude, HTTPException
from pydantic import BaseModel, computed_field

app = Etude()


class Box(BaseModel):
    width: int
    height: int

    @computed_field
    @property
    def area(self) -> int:
        return self.width * self.height


boxes = {1: Box(width=30, height=20)}


@app.get("/boxes/{box_id}")
async def read_box(box_id: int) -> Box:
    if box_id not in boxes:
        raise HTTPException(status_code=404, detail="Box not found")
    return boxes[box_id]


@app.put("/boxes/{box_id}")
async def update_box(box_id: int, box: Box) -> Box:
    return box
