from inspect import iscoroutine

import anyio


def test_the_answer_is_what_the_helper_returns(client):
    response = client.get("/burgers")

    assert response.status_code == 200
    assert response.json() == ["burger 1", "burger 2"]


def test_calling_the_helper_does_not_run_it(module):
    coroutine = module.get_burgers(2)

    assert iscoroutine(coroutine)
    coroutine.close()


def test_the_helper_can_be_run_by_an_event_loop(module):
    assert anyio.run(module.get_burgers, 1) == ["burger 1"]
