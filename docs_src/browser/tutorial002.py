import sys
import threading

from etude import Etude

app = Etude()


def surroundings():
    return {
        "in_browser": sys.platform == "emscripten",
        "thread": threading.current_thread().name,
    }


@app.get("/sync")
def read_in_def():
    return surroundings()


@app.get("/async")
async def read_in_async_def():
    return surroundings()
