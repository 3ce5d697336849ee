import httpx
import pytest

from etude import Etude, Header, HTTPException

provider = Etude()


@provider.get("/userinfo")
async def read_userinfo(authorization: str = Header()):
    if authorization != "Bearer oak":
        raise HTTPException(status_code=401, detail="Unknown token")
    return {"sub": "248289761001", "name": "Ada", "email": "ada@example.com"}


@pytest.fixture
def client(client, app, module):
    """A client of the application, which asks the provider of this module."""

    async def get_provider():
        transport = httpx.ASGITransport(app=provider)
        async with httpx.AsyncClient(transport=transport, base_url=module.PROVIDER) as client:
            yield client

    app.dependency_overrides[module.get_provider] = get_provider
    return client


def test_the_provider_says_who_the_token_belongs_to(client):
    response = client.get("/me", headers={"Authorization": "Bearer oak"})

    assert response.status_code == 200
    assert response.json() == {"sub": "248289761001", "name": "Ada"}


@pytest.mark.parametrize("token", [b"elm", b"\xe9"])
def test_a_token_that_the_provider_does_not_know_is_refused(client, token):
    response = client.get("/me", headers={"Authorization": b"Bearer " + token})

    assert response.status_code == 401
    assert response.json() == {"detail": "The provider refuses the token"}
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_without_a_token_nobody_is_asked(client):
    response = client.get("/me")

    assert response.status_code == 401
    assert response.json() == {"detail": "Not authenticated"}


def test_the_documentation_page_knows_the_flow_and_its_own_id(client, app):
    (scheme,) = app.openapi()["components"]["securitySchemes"].values()

    assert scheme["flows"] == {
        "authorizationCode": {
            "authorizationUrl": "https://login.example.com/authorize",
            "tokenUrl": "https://login.example.com/token",
            "scopes": {"profile": "Read your name."},
        }
    }
    assert '"workshop-docs"' in client.get("/docs").text
    assert client.get("/docs/oauth2-redirect").status_code == 200
