import pytest

STORY = (
    "The night train left at ten.\n"
    "Nobody waved from the platform.\n"
    "By morning there was snow on the roof.\n"
)
ADDRESSES = [
    "/story/stream",
    "/story/stream-no-async",
    "/story/stream-no-annotation",
    "/story/stream-no-async-no-annotation",
    "/story/stream-bytes",
    "/story/stream-no-async-bytes",
    "/story/stream-no-annotation-bytes",
    "/story/stream-no-async-no-annotation-bytes",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_text_and_bytes_are_sent_as_they_are(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.text == STORY


@pytest.mark.parametrize("address", ADDRESSES)
def test_there_is_no_length_and_no_content_type(client, address):
    headers = client.get(address).headers

    assert "content-length" not in headers
    assert "content-type" not in headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_document_says_nothing_about_the_content(app, address):
    responses = app.openapi()["paths"][address]["get"]["responses"]

    assert responses == {"200": {"description": "Successful Response"}}
