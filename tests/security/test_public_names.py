"""The names that users import."""

from __future__ import annotations

import importlib
from itertools import chain

import pytest

from etude import security
from etude.security.base import SecurityBase

MODULES = {
    "api_key": ["APIKeyCookie", "APIKeyHeader", "APIKeyQuery"],
    "http": [
        "HTTPAuthorizationCredentials",
        "HTTPBasic",
        "HTTPBasicCredentials",
        "HTTPBearer",
        "HTTPDigest",
    ],
    "oauth2": [
        "OAuth2",
        "OAuth2AuthorizationCodeBearer",
        "OAuth2PasswordBearer",
        "OAuth2PasswordRequestForm",
        "OAuth2PasswordRequestFormStrict",
        "SecurityScopes",
    ],
    "open_id_connect_url": ["OpenIdConnect"],
}


def test_the_package_offers_the_names_of_its_modules_and_no_others():
    assert {name for name in vars(security) if name[0].isupper()} == {*chain(*MODULES.values())}


@pytest.mark.parametrize("module", MODULES)
def test_a_name_is_the_same_object_in_the_package_and_in_its_module(module):
    origin = importlib.import_module(f"etude.security.{module}")
    for name in MODULES[module]:
        assert getattr(security, name) is getattr(origin, name)


def test_a_subclass_of_the_base_needs_nothing_but_a_call():
    class Ticket(SecurityBase):
        """What a user writes."""

        async def __call__(self) -> str:
            return "ticket"

    assert callable(Ticket())
