import platform

import pydantic
import starlette

import etude


def test_the_answer_names_what_is_running(client):
    response = client.get("/versions")

    assert response.status_code == 200
    assert response.json() == {
        "python": platform.python_version(),
        "etude": etude.__version__,
        "starlette": starlette.__version__,
        "pydantic": pydantic.VERSION,
    }
