"""The same programs give the same answers and the same documents with FastAPI and with Etude."""

from __future__ import annotations

import comparing
import pytest

from .conftest import FOLDER, read_toml

MODULES = sorted(file.stem for file in (FOLDER / "apps").glob("[!_]*.py"))

pytestmark = pytest.mark.side_by_side


@pytest.fixture(scope="session")
def wanted():
    """The entries of `differences.toml`."""
    return comparing.read_wanted(read_toml(FOLDER / "differences.toml")["difference"])


@pytest.fixture(scope="session")
def found(outcomes):
    """All differences of all apps."""
    reference, ours = outcomes
    return [
        difference
        for app in dict.fromkeys([*reference, *ours])
        for difference in comparing.differences(app, reference.get(app, {}), ours.get(app, {}))
    ]


@pytest.mark.parametrize("module", MODULES)
def test_an_app_behaves_as_with_the_reference(module, outcomes, found, wanted):
    reference, _ = outcomes
    apps = {app for app in reference if app.partition(".")[0] == module}
    assert any("answers" in reference[app] for app in apps), "FastAPI does not run it"
    unlisted = comparing.unlisted([one for one in found if one.app in apps], wanted)
    if unlisted:
        listing = "\n".join(map(str, unlisted))
        pytest.fail(f"{len(unlisted)} differences are not listed:\n{listing}", pytrace=False)


def test_every_listed_difference_still_occurs(found, wanted):
    gone = comparing.gone(found, wanted)
    if gone:
        listing = "\n".join(map(str, gone))
        pytest.fail(f"remove from differences.toml:\n{listing}", pytrace=False)
