import gc

import pytest
from etude.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families


@pytest.fixture
def samples(client):
    def read():
        families = text_string_to_metric_families(client.get("/metrics").text)
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in families
            for sample in family.samples
        }

    return read


def test_requests_are_counted_by_operation_and_status(client, samples):
    client.get("/")
    client.get("/")

    assert samples()["http_requests_total", "GET", "/", "200"] == 2
    assert samples()["http_requests_total", "GET", "/metrics", "200"] == 1


def test_unknown_paths_and_methods_make_no_new_names(client, samples):
    client.get("/wp-login")
    client.get("/admin")
    client.request("STEAL", "/")

    found = samples()
    assert found["http_requests_total", "GET", "none", "404"] == 2
    assert [key for key in found if "OTHER" in key] != []
    assert not [key for key in found if "/admin" in key or "STEAL" in key]


def test_a_path_with_parameters_is_one_name(client, app, samples):
    @app.get("/shelves/{number}")
    async def read_shelf(number: int):
        return number

    client.get("/shelves/1")
    client.get("/shelves/2")

    assert samples()["http_requests_total", "GET", "/shelves/{number}", "200"] == 2


def test_the_histogram_holds_each_duration(module):
    metrics = module.Metrics()
    metrics.record("GET", "/", 200, 0.02)
    metrics.record("GET", "/", 200, 3.0)

    assert list(metrics.lines())[2:] == [
        "# TYPE http_request_duration_seconds histogram",
        'http_request_duration_seconds_bucket{le="0.005"} 0',
        'http_request_duration_seconds_bucket{le="0.025"} 1',
        'http_request_duration_seconds_bucket{le="0.1"} 1',
        'http_request_duration_seconds_bucket{le="0.5"} 1',
        'http_request_duration_seconds_bucket{le="2.5"} 1',
        'http_request_duration_seconds_bucket{le="+Inf"} 2',
        "http_request_duration_seconds_sum 3.020000",
        "http_request_duration_seconds_count 2",
    ]


@pytest.mark.filterwarnings("ignore:Exception ignored in. .function MemoryObject")
def test_an_operation_that_raises_counts_as_500(app, samples):
    @app.get("/broken")
    async def fail():
        raise RuntimeError("no shelf")

    TestClient(app, raise_server_exceptions=False).get("/broken")
    gc.collect()  # Starlette 0.44 leaves a stream open when an operation below its middleware raises

    assert samples()["http_requests_total", "GET", "/broken", "500"] == 1


def test_the_answer_is_text_in_the_format_of_prometheus(client):
    response = client.get("/metrics")

    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
