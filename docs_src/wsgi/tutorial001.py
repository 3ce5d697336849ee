from etude import Etude
from etude.middleware.wsgi import WSGIMiddleware
from flask import Flask, request
from markupsafe import escape

flask_app = Flask(__name__)


@flask_app.route("/")
def greet():
    name = request.args.get("name", "World")
    return f"Hello, {escape(name)} from Flask!"


app = Etude()


@app.get("/v2")
def read_main():
    return {"message": "Hello from Etude"}


app.mount("/v1", WSGIMiddleware(flask_app))
