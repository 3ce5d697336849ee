def test_each_field_has_its_style(client):
    query = "fields=name,price&sizes=38|40&where[brand]=acme&where[kind]=shoe&page=2"

    assert client.get("/items/?" + query).json() == {
        "fields": ["name", "price"],
        "sizes": [38, 40],
        "where": {"brand": "acme", "kind": "shoe"},
        "page": 2,
    }


def test_all_fields_have_defaults(client):
    assert client.get("/items/").json() == {"fields": ["name"], "sizes": [], "where": {}, "page": 1}
