import pytest


@pytest.mark.parametrize(
    ("path", "passed"),
    [
        ("/", ["app"]),
        ("/reports/stock", ["reports", "inclusion", "app"]),
        ("/reports/sales", ["sales", "reports", "inclusion", "app"]),
    ],
)
def test_an_answer_passes_the_middleware_of_its_parts(client, path, passed):
    response = client.get(path)

    assert response.status_code == 200
    assert response.headers.get_list("x-passed") == passed


def test_a_path_that_no_operation_has_belongs_to_no_router(client):
    response = client.get("/reports/none")

    assert response.status_code == 404
    assert response.headers.get_list("x-passed") == ["app"]
