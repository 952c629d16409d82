"""Which variants of a test run every time: the first, chosen to be the hardest. The others are long."""

import pytest


def first_alone(*values: object) -> list[object]:
    """For one argument of `parametrize`. Where several arguments have their own, only the first of each meet."""
    return [values[0], *(pytest.param(value, marks=pytest.mark.long) for value in values[1:])]
