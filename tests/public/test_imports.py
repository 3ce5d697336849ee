"""Promises about what importing the package leaves for later."""

import subprocess
import sys

import pytest

from etude import exceptions

LATER = ("etude.openapi.models", "etude._facade.fields", "difflib")
"""What only some programs need, and what costs time to import."""


def test_importing_the_package_leaves_what_few_programs_need_for_later():
    program = f"import sys, etude; print([name for name in {LATER!r} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"


def test_a_model_of_errors_is_the_same_class_each_time():
    assert exceptions.RequestErrorModel is exceptions.RequestErrorModel


def test_a_name_that_exceptions_do_not_have_is_an_attribute_error():
    with pytest.raises(AttributeError, match=r"'etude.exceptions' has no attribute 'Nothing'"):
        exceptions.Nothing  # noqa: B018
