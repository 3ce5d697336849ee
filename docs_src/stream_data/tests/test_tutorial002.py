import base64

import pytest

ADDRESSES = [
    "/image/stream",
    "/image/stream-no-async",
    "/image/stream-no-async-yield-from",
    "/image/stream-no-annotation",
    "/image/stream-no-async-no-annotation",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_picture_arrives_whole(client, module, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.headers["content-type"] == "image/png"
    assert response.content == base64.b64decode(module.SUNSET)
    assert response.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_image_is_closed_at_the_end(client, module, address, monkeypatch):
    images = []
    open_image = module.open_image
    monkeypatch.setattr(module, "open_image", lambda: images.append(open_image()) or images[-1])

    client.get(address)

    assert [image.closed for image in images] == [True]


def test_the_document_shows_the_media_type(app):
    contents = [
        app.openapi()["paths"][address]["get"]["responses"]["200"]["content"]
        for address in ADDRESSES
    ]

    assert contents == [{"image/png": {"schema": {"type": "string"}}}] * 5
