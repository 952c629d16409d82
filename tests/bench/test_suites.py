"""Every suite that is listed has what the bench and the page need of it."""

import inspect

import pytest

from bench.suites import SUITES, suite_of


@pytest.mark.parametrize("name", SUITES)
def test_a_suite_says_what_it_measures_and_how(name: str) -> None:
    suite = suite_of(name)

    assert suite.TITLE
    assert suite.METHOD.strip().endswith(".")
    assert inspect.iscoroutinefunction(suite.measure)
