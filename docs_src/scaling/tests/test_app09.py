import configparser
import importlib
import shlex

import pytest
import yaml

KINDS = {
    "autoscaler": "HorizontalPodAutoscaler",
    "configmap": "ConfigMap",
    "deployment": "Deployment",
    "ingress": "Ingress",
    "migration-job": "Job",
    "service": "Service",
}


@pytest.fixture
def manifests(folder):
    paths = (folder / "app09" / "kubernetes").glob("*.yaml")
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}


@pytest.fixture
def container(manifests):
    (container,) = manifests["deployment"]["spec"]["template"]["spec"]["containers"]
    return container


@pytest.fixture
def paths():
    return importlib.import_module("docs_src.scaling.tutorial002").app.openapi()["paths"]


def test_each_manifest_is_of_the_kind_that_its_name_says(manifests):
    assert {name: manifest["kind"] for name, manifest in manifests.items()} == KINDS
    assert all(manifest["apiVersion"] for manifest in manifests.values())


def test_the_service_finds_the_pods_and_the_ingress_the_service(manifests, container):
    service = manifests["service"]["spec"]
    template = manifests["deployment"]["spec"]["template"]
    (rule,) = manifests["ingress"]["spec"]["rules"]
    (path,) = rule["http"]["paths"]

    assert service["selector"] == template["metadata"]["labels"]
    assert manifests["deployment"]["spec"]["selector"]["matchLabels"] == service["selector"]
    assert service["ports"][0]["targetPort"] in {port["name"] for port in container["ports"]}
    assert path["backend"]["service"] == {
        "name": manifests["service"]["metadata"]["name"],
        "port": {"name": service["ports"][0]["name"]},
    }
    assert manifests["ingress"]["spec"]["tls"][0]["hosts"] == [rule["host"]]


def test_the_probes_ask_operations_that_exist(container, paths):
    probes = {name: container[f"{name}Probe"]["httpGet"] for name in PROBES}

    assert {name: probe["path"] for name, probe in probes.items()} == PROBES
    assert set(PROBES.values()) == set(paths)
    assert {probe["port"] for probe in probes.values()} == {"http"}


PROBES = {"startup": "/healthz", "liveness": "/healthz", "readiness": "/readyz"}


def test_the_server_listens_on_the_port_of_the_container(container):
    assert container["command"][-2:] == ["--port", str(container["ports"][0]["containerPort"])]


def test_there_is_time_to_finish_after_the_pause(manifests, container):
    pause = int(container["lifecycle"]["preStop"]["exec"]["command"][-1])

    assert (
        pause < manifests["deployment"]["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]
    )


def test_the_autoscaler_can_compute_what_it_compares(manifests, container):
    autoscaler = manifests["autoscaler"]["spec"]

    assert autoscaler["scaleTargetRef"]["name"] == manifests["deployment"]["metadata"]["name"]
    assert autoscaler["minReplicas"] == manifests["deployment"]["spec"]["replicas"]
    assert all(
        metric["resource"]["name"] in container["resources"]["requests"]
        for metric in autoscaler["metrics"]
    )


def test_the_migration_runs_in_the_image_that_follows_it(manifests, container):
    (migration,) = manifests["migration-job"]["spec"]["template"]["spec"]["containers"]

    assert migration["image"] == container["image"]
    assert migration["env"] == container["env"]
    assert (
        container["image"].split(":")[1].replace(".", "-")
        in manifests["migration-job"]["metadata"]["name"]
    )


def test_values_of_a_config_map_are_strings(manifests, container):
    data = manifests["configmap"]["data"]

    assert {type(value) for value in data.values()} == {str}
    assert container["envFrom"] == [{"configMapRef": {"name": "shop"}}]


def test_compose_runs_the_same_command_and_asks_the_same_operation(folder, container, paths):
    compose = yaml.safe_load((folder / "app09" / "compose.yaml").read_text(encoding="utf-8"))
    shop = compose["services"]["shop"]

    assert shop["command"] == container["command"]
    assert shop["image"] == container["image"]
    assert "127.0.0.1:8000/healthz" in shop["healthcheck"]["test"][-1]
    compile(shop["healthcheck"]["test"][-1], "healthcheck", "exec")


def test_the_unit_restarts_the_server_and_starts_it_at_boot(folder):
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str
    unit.read(folder / "app09" / "systemd" / "etude.service", encoding="utf-8")
    program, *arguments = shlex.split(unit["Service"]["ExecStart"])

    assert program.startswith("/") and program.endswith("/etude")
    assert arguments[:2] == ["run", "main.py"]
    assert unit["Service"]["Restart"] == "always"
    assert unit["Service"]["User"] != "root"
    assert unit["Install"]["WantedBy"] == "multi-user.target"
