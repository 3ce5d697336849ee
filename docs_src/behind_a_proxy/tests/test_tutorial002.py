import importlib
import sys

import pytest

from etude import Etude, Request
from etude.testclient import TestClient


@pytest.mark.parametrize("path", ["/app", "/api/v1/app"])
def test_the_app_answers_with_the_prefix_and_without_it(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert response.json() == {"message": "Hello World", "root_path": "/api/v1"}


def test_the_root_path_of_the_app_wins_over_that_of_the_server(app):
    client = TestClient(app, root_path="/from-the-server")

    assert client.get("/app").json()["root_path"] == "/api/v1"


def test_the_document_names_the_prefix_as_its_server(client):
    assert client.get("/openapi.json").json()["servers"] == [{"url": "/api/v1"}]


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_a_mounted_app_knows_the_whole_prefix(app, prefix):
    subapi = Etude()

    @subapi.get("/sub")
    def read_sub(request: Request):
        return {"root_path": request.scope.get("root_path")}

    app.mount("/subapi", subapi)
    client = TestClient(app)

    assert client.get(f"{prefix}/subapi/sub").json() == {"root_path": "/api/v1/subapi"}
    document = client.get(f"{prefix}/subapi/openapi.json").json()
    assert document["servers"] == [{"url": "/api/v1/subapi"}]


# The configuration of the proxies


def toml(path):
    tomllib = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def blocks(path):
    """Read statements and blocks in braces, one a line, as nested dictionaries."""
    open_blocks = [{}]
    for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
        if line == "}":
            open_blocks.pop()
        elif line.endswith(("{", "{}")):
            inner = open_blocks[-1].setdefault(line.rstrip("{} "), {})
            if line.endswith("{"):
                open_blocks.append(inner)
        else:
            name, _, value = line.rstrip(";").rpartition(" ")
            open_blocks[-1][name] = value
    (outermost,) = open_blocks
    return outermost


def test_traefik_listens_and_reads_the_routes(folder):
    settings = toml(folder / "traefik.toml")

    assert settings["entryPoints"]["http"]["address"] == ":9999"
    assert (folder / settings["providers"]["file"]["filename"]).is_file()


def test_traefik_strips_the_prefix_and_passes_on(folder):
    http = toml(folder / "routes.toml")["http"]
    router = http["routers"]["api"]
    (middleware,) = router["middlewares"]

    assert router["rule"] == "PathPrefix(`/api/v1`)"
    assert router["entryPoints"] == ["http"]
    assert http["middlewares"][middleware] == {"stripPrefix": {"prefixes": ["/api/v1"]}}
    (server,) = http["services"][router["service"]]["loadBalancer"]["servers"]
    assert server == {"url": "http://127.0.0.1:8000"}


def test_nginx_strips_the_prefix_and_sets_the_headers(folder):
    server = blocks(folder / "nginx.conf")["http"]["server"]

    assert server["listen"] == "9999"
    assert server["location /api/v1/"] == {
        "proxy_pass": "http://127.0.0.1:8000/",
        "proxy_set_header Host": "$http_host",
        "proxy_set_header X-Forwarded-For": "$remote_addr",
        "proxy_set_header X-Forwarded-Proto": "$scheme",
    }


def test_caddy_strips_the_prefix_and_passes_on(folder):
    site = blocks(folder / "Caddyfile")[":9999"]

    assert site == {"handle_path /api/v1/*": {"reverse_proxy": "127.0.0.1:8000"}}
