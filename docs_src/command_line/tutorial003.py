import os

from etude import Etude


def create_app():
    app = Etude(title=os.environ.get("SHOP_NAME", "Shop"))

    @app.get("/")
    def read_root():
        return {"shop": app.title}

    return app
