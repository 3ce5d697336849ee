from pathlib import Path

import pytest
from etude.exceptions import DependencyScopeError


def test_the_transaction_uses_the_connection(client):
    response = client.get("/users/me")

    assert response.status_code == 200
    assert response.json() == {"username": "ada", "read_with": "transaction on connection"}


def test_the_transaction_ends_before_the_answer_and_the_connection_after_it(
    app, capsys, printed_before_sending
):
    assert printed_before_sending(app, "/users/me").splitlines() == [
        "connection opened",
        "transaction begun",
        "transaction ended",
    ]
    assert capsys.readouterr().out == "connection closed\n"


def test_what_lives_longer_may_not_use_what_ends_before(form, module):
    with pytest.raises(DependencyScopeError) as caught:
        module.add_logged_operation()

    file = Path(form[0].forms[form[1]]).name
    message = str(caught.value)
    assert message.startswith("write_log() in ")
    assert f"{file}, line " in message
    assert (
        "lives until the response was sent (scope='request') and depends on begin_transaction()"
    ) in message
    assert message.endswith(", which ends before (scope='function'). Give both the same scope.")
