import time

from etude import Etude

app = Etude()


def read_from_slow_service():
    time.sleep(0.01)
    return ["shirts", "towels", "socks"]


@app.get("/")
def read_loads():
    return read_from_slow_service()
