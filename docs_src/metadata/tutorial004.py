from etude import Etude

tags: list = [
    {
        "name": "users",
        "description": "Operations with users. The **login** is here too.",
    },
    {
        "name": "items",
        "description": "What is on the shelves.",
        "externalDocs": {
            "description": "How the shelves are sorted",
            "url": "https://books.example.com/shelves/",
        },
    },
]

app = Etude(openapi_tags=tags)


@app.get("/items/", tags=["items"])
async def read_items():
    return [{"name": "Night Train to the Coast"}]


@app.get("/users/", tags=["users"])
async def read_users():
    return [{"name": "Mila"}]
