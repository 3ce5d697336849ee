"""Providers that keep in memory what an application records."""

import os
import subprocess
import sys

import pytest
from opentelemetry.sdk import _logs
from opentelemetry.sdk._logs import export as log_export
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

_NEW_NAME, _OLD_NAME = "InMemoryLogRecordExporter", "InMemoryLogExporter"


class Records:
    """What was recorded, and the providers that took it."""

    def __init__(self):
        self._spans, self._reader = InMemorySpanExporter(), InMemoryMetricReader()
        self._logs = getattr(log_export, _NEW_NAME, None) or getattr(log_export, _OLD_NAME)
        self._logs = self._logs()
        self.tracers, self.meters = TracerProvider(), MeterProvider([self._reader])
        self.loggers = _logs.LoggerProvider()
        self.tracers.add_span_processor(SimpleSpanProcessor(self._spans))
        self.loggers.add_log_record_processor(log_export.SimpleLogRecordProcessor(self._logs))

    def config(self, **more):
        """Return settings that name the three providers."""
        return {
            "tracer_provider": self.tracers,
            "meter_provider": self.meters,
            "logger_provider": self.loggers,
            **more,
        }

    @property
    def spans(self):
        """All finished spans in the order of their beginning."""
        return sorted(self._spans.get_finished_spans(), key=lambda span: span.start_time)

    @property
    def names(self):
        return [span.name for span in self.spans]

    def span(self, name):
        (found,) = [span for span in self.spans if span.name == name]
        return found

    @property
    def request(self):
        """The only span of a request."""
        (found,) = [span for span in self.spans if span.kind.name == "SERVER"]
        return found

    def parent_of(self, name):
        parents = {span.context.span_id: span.name for span in self.spans}
        return parents[self.span(name).parent.span_id]

    def points(self, name):
        """The data points of one metric."""
        data = self._reader.get_metrics_data()
        return [
            point
            for resource in (data.resource_metrics if data else ())
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == name
            for point in metric.data.data_points
        ]

    @property
    def logs(self):
        """Event, severity, body, attributes and the id of the span of each log."""
        found = [data.log_record for data in self._logs.get_finished_logs()]
        return [
            (
                getattr(record, "event_name", None) or record.attributes["event.name"],
                record.severity_text,
                record.body,
                {key: value for key, value in record.attributes.items() if key != "event.name"},
                record.span_id,
            )
            for record in found
        ]

    def shut_down(self):
        for provider in (self.tracers, self.meters, self.loggers):
            provider.shutdown()


@pytest.fixture
def records():
    """Fresh providers, and what they were given."""
    made = Records()
    yield made
    made.shut_down()


def _run(code, **environment):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture(scope="session")
def run():
    """A function that runs a program in a process of its own and returns the words it prints."""
    return _run
