import os
import socket

from etude import Etude

app = Etude()


@app.get("/whoami")
async def who_am_i():
    return {"pid": os.getpid(), "hostname": socket.gethostname()}
