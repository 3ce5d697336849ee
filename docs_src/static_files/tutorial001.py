from etude import Etude
from etude.staticfiles import StaticFiles

app = Etude()

app.mount("/static", StaticFiles(directory="static"), name="static")
