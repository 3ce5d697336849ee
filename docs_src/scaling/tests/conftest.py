"""Serves an example by uvicorn in a process of its own, as `etude run` does."""

import os
import re
import subprocess
import sys

import pytest


class Server:
    """A process that serves on a free port of this machine."""

    def __init__(self, target, **environment):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", target, "--port", "0", "--no-access-log"],
            env={**os.environ, **environment},
            stderr=subprocess.PIPE,
            universal_newlines=True,
        )
        self.lines = []
        self.url = ""
        while not self.url:
            line = self.process.stderr.readline()
            if not line:
                raise RuntimeError("the server ended: " + "".join(self.lines))
            self.lines.append(line)
            found = re.search(r"running on (http://\S+)", line)
            self.url = found[1] if found else ""

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(timeout=30)
        self.process.stderr.close()


@pytest.fixture
def serve(form, monkeypatch):
    """Start processes that serve the form under test, and end them after it."""
    example, this = form
    package = example.topic.parent
    path = os.pathsep.join([str(package.parent), os.environ.get("PYTHONPATH", "")])
    target = f"{package.name}.{example.topic.name}.{example.forms[this].stem}:app"
    servers = []

    def start(**environment):
        servers.append(Server(target, PYTHONPATH=path, **environment))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
