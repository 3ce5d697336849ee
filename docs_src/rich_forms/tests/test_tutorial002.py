ANSWER = {
    "customer": "Ada",
    "address": {"street": "Mill Lane 3", "city": "York"},
    "lines": [{"sku": "lamp", "quantity": 2}, {"sku": "desk", "quantity": 1}],
}


def test_names_say_where_a_value_stands(client):
    fields = {
        "customer": "Ada",
        "address.street": "Mill Lane 3",
        "address.city": "York",
        "lines[0].sku": "lamp",
        "lines[0].quantity": "2",
        "lines[1].sku": "desk",
        "lines[1].quantity": "",
    }

    assert client.post("/orders/", data=fields).json() == ANSWER
    assert client.post("/orders/", data=fields, files={"other": b""}).json() == ANSWER


def test_brackets_do_as_well(client):
    fields = {
        "customer": "Ada",
        "address[street]": "Mill Lane 3",
        "address[city]": "York",
        "lines[3][sku]": "lamp",
        "lines[3][quantity]": "2",
        "lines[7][sku]": "desk",
    }

    assert client.post("/orders/", data=fields).json() == ANSWER


def test_json_does_as_well(client):
    fields = {
        "customer": "Ada",
        "address": '{"street": "Mill Lane 3", "city": "York"}',
        "lines": '[{"sku": "lamp", "quantity": 2}, {"sku": "desk"}]',
    }

    assert client.post("/orders/", data=fields).json() == ANSWER


def test_errors_say_where(client):
    fields = {"customer": "Ada", "address.city": "York", "lines[0].sku": "a", "lines[0].quantity": "b"}
    response = client.post("/orders/", data=fields)

    assert response.status_code == 422
    places = [error["loc"] for error in response.json()["detail"]]
    assert places == [["body", "address", "street"], ["body", "lines", 0, "quantity"]]
