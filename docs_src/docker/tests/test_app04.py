import importlib
import json
import sys

import pytest
import yaml

WIND = {"name": "Captain Wind", "secret_name": "Ida Holm"}


def test_a_hero_is_stored_and_the_secret_is_kept(client):
    created = client.post("/heroes/", json=WIND)

    assert created.json() == {"id": 1, "name": "Captain Wind"}
    assert client.get("/heroes/1").json() == {"id": 1, "name": "Captain Wind"}
    assert client.get("/heroes/").json() == [{"id": 1, "name": "Captain Wind"}]


def test_only_what_is_sent_is_changed(client):
    client.post("/heroes/", json=WIND)

    assert client.patch("/heroes/1", json={"name": "Major Wind"}).json() == {
        "id": 1,
        "name": "Major Wind",
    }
    assert client.patch("/heroes/1", json={}).json()["name"] == "Major Wind"


def test_a_hero_can_be_removed(client):
    client.post("/heroes/", json=WIND)

    assert client.delete("/heroes/1").json() == {"ok": True}
    assert client.get("/heroes/").json() == []


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_an_unknown_hero_is_not_found(client, method):
    response = client.request(method, "/heroes/7", json={"name": "Nobody"})

    assert response.status_code == 404
    assert response.json() == {"detail": "Hero not found"}


@pytest.fixture
def services(folder):
    return yaml.safe_load((folder / "app04" / "compose.yaml").read_text(encoding="utf-8"))[
        "services"
    ]


def read_toml(path):
    tomllib = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_only_the_proxy_can_be_reached_from_outside(services):
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


def test_the_proxy_passes_requests_to_the_port_of_the_server(services, folder, dockerfile):
    routes = read_toml(folder / "app04" / "routes.toml")["http"]
    (stage,) = dockerfile("app04/Dockerfile")
    port = json.loads(stage[-1].value)[-1]

    (server,) = routes["services"]["heroes"]["loadBalancer"]["servers"]
    assert server["url"] == f"http://app:{port}"
    assert "app" in services


def test_the_files_of_the_proxy_name_each_other(services, folder):
    static = read_toml(folder / "app04" / "traefik.toml")
    router = read_toml(folder / "app04" / "routes.toml")["http"]["routers"]["heroes"]
    mounted = [volume.split(":")[:2] for volume in services["proxy"]["volumes"]]

    assert ["./routes.toml", static["providers"]["file"]["filename"]] in mounted
    assert set(router["entryPoints"]) <= set(static["entryPoints"])
    assert router["tls"]["certResolver"] in static["certificatesResolvers"]


def test_app_and_database_agree_on_user_and_name(services):
    database = services["database"]["environment"]

    assert services["app"]["environment"]["DATABASE_URL"] == (
        f"postgresql+psycopg://{database['POSTGRES_USER']}:{database['POSTGRES_PASSWORD']}"
        f"@database/{database['POSTGRES_DB']}"
    )
    assert services["app"]["depends_on"] == {"database": {"condition": "service_healthy"}}
