import socket
import threading
from itertools import islice

import httpx
import pytest
import uvicorn


@pytest.fixture
def address(app):
    """The address of a real server, because the test client waits for the end of a response."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, lifespan="off", ws="none", log_config=None)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def test_lines_are_read_before_the_end_which_never_comes(module, address):
    numbers = module.read_numbers(f"{address}/numbers")

    assert list(islice(numbers, 3)) == [1, 2, 3]

    numbers.close()


def test_the_client_hears_of_an_error_before_it_reads_lines(module, address):
    with pytest.raises(httpx.HTTPStatusError, match="404"):
        next(module.read_numbers(f"{address}/letters"))
