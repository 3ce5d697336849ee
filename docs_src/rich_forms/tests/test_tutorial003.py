PATH = "/customers/7/addresses"
HOME = {"street": "Mill Lane 3", "city": "York"}
OFFICE = {"street": "High Street 1", "city": "Leeds"}


def test_each_model_stands_under_the_name_of_its_argument(client):
    fields = {
        "shipping.street": "Mill Lane 3",
        "shipping.city": "York",
        "billing.street": "High Street 1",
        "billing.city": "Leeds",
    }
    response = client.put(PATH, data=fields)

    assert response.json() == {"customer_id": 7, "shipping": HOME, "billing": OFFICE}


def test_a_model_may_be_left_out_or_left_empty(client):
    fields = {"shipping.street": "Mill Lane 3", "shipping.city": "York", "billing.city": ""}
    response = client.put(PATH, data=fields)

    assert response.json() == {"customer_id": 7, "shipping": HOME, "billing": HOME}


def test_a_model_without_default_is_required(client):
    response = client.put(PATH, data={"street": "Mill Lane 3"})

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "shipping"]
