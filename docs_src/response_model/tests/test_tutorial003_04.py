from pathlib import Path

import pytest

from etude.exceptions import EtudeError

from ..._loading import load


def test_the_error_names_the_function_and_the_way_out(form):
    with pytest.raises(EtudeError) as caught:
        load(*form)

    message = str(caught.value)
    assert "open_portal()" in message
    assert Path(form[0].forms[form[1]]).name in message
    assert "response_model=None" in message
