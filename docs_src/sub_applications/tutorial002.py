from etude import Etude

v1 = Etude(title="Plants", version="1.4.0")


@v1.get("/items/")
def list_names():
    return ["Fern", "Sage"]


v2 = Etude(title="Plants", version="2.0.0")


@v2.get("/items/")
def list_plants():
    return [{"name": "Fern", "height": 40}, {"name": "Sage", "height": 25}]


app = Etude(openapi_url=None)
app.mount("/v1", v1)
app.mount("/v2", v2)
