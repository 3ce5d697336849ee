import json
import os
import socket
from urllib.request import urlopen


def test_the_process_that_answers_says_who_it_is(client):
    assert client.get("/whoami").json() == {"pid": os.getpid(), "hostname": socket.gethostname()}


def test_two_processes_give_two_answers(serve):
    servers = [serve(), serve()]
    answers = [json.load(urlopen(f"{server.url}/whoami", timeout=30)) for server in servers]

    assert [answer["pid"] for answer in answers] == [server.process.pid for server in servers]
    assert len({answer["hostname"] for answer in answers}) == 1
