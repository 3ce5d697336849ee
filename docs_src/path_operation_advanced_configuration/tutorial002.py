from etude import Etude
from etude.routing import APIRoute


def use_function_name(route: APIRoute) -> str:
    return route.name


app = Etude(generate_unique_id_function=use_function_name)


@app.get("/items/")
async def read_items():
    return [{"item_id": "kettle"}]
