def test_tags_have_descriptions_and_an_order(app):
    tags = app.openapi()["tags"]

    assert [tag["name"] for tag in tags] == ["users", "items"]
    assert tags[0]["description"] == "Operations with users. The **login** is here too."
    assert tags[1]["externalDocs"]["url"] == "https://books.example.com/shelves/"
