"""What the tests of the bench share."""

import pytest

from tests.bench.generators import Started, started_in


@pytest.fixture(params=["C", "Python"])
def started(request: pytest.FixtureRequest) -> Started:
    return started_in(request.param)
