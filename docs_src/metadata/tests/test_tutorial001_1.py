import pytest
from etude import Etude


def test_a_license_can_be_named_by_its_identifier(app):
    assert app.openapi()["info"]["license"] == {"name": "Apache 2.0", "identifier": "Apache-2.0"}


def test_an_identifier_and_an_address_exclude_each_other():
    both = {"name": "Apache 2.0", "identifier": "Apache-2.0", "url": "https://example.com/"}

    with pytest.raises(AssertionError, match="identifier"):
        Etude(license_info=both).openapi()
