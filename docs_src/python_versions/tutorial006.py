import platform

import etude
import pydantic
import starlette
from etude import Etude

app = Etude()


@app.get("/versions")
async def read_versions():
    return {
        "python": platform.python_version(),
        "etude": etude.__version__,
        "starlette": starlette.__version__,
        "pydantic": pydantic.VERSION,
    }
