from etude import Etude
from etude.middleware.wsgi import WSGIMiddleware


def application(environ, start_response):
    where = f"{environ['SCRIPT_NAME']} and {environ['PATH_INFO']}"
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [f"The old app, asked for {where}".encode()]


app = Etude()


@app.get("/v2")
def read_main():
    return {"message": "The new app"}


app.mount("/v1", WSGIMiddleware(application))
