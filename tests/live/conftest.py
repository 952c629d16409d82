"""A live board for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.live.live_day import LiveDay, a_live_day


@pytest.fixture
async def day() -> AsyncIterator[LiveDay]:
    async with a_live_day() as day:
        yield day
