from typing import Any

import orjson
from etude import Etude
from etude.responses import JSONResponse

app = Etude()


class CustomORJSONResponse(JSONResponse):
    def render(self, content: Any) -> bytes:
        return orjson.dumps(content, option=orjson.OPT_INDENT_2)


@app.get("/", response_class=CustomORJSONResponse)
async def main():
    return {"message": "Indented, for people who read it"}
