from etude import Etude

description = """
The catalogue of a bookshop at the harbour.

## Items

You can **read items**.

## Users

You will be able to:

* **Create users** (*not yet*).
"""

app = Etude(
    title="Harbour Books",
    summary="What is on our shelves, for programs.",
    description=description,
    version="0.3.0",
    terms_of_service="https://books.example.com/terms/",
    contact={
        "name": "The people at the counter",
        "url": "https://books.example.com/contact/",
        "email": "counter@books.example.com",
    },
    license_info={
        "name": "Apache 2.0",
        "url": "https://www.apache.org/licenses/LICENSE-2.0.html",
    },
)


@app.get("/items/")
async def read_items():
    return [{"name": "Night Train to the Coast"}]
