"""A live board for each test."""

from collections.abc import AsyncIterator

import pytest

from openspace.domain.context import Actor
from tests.live.live_day import LiveDay, a_live_day
from tests.live.printer import Printer, tick


@pytest.fixture
async def day() -> AsyncIterator[LiveDay]:
    async with a_live_day() as day:
        yield day


@pytest.fixture
async def printer() -> Printer:
    return Printer()


@pytest.fixture
async def ada(day: LiveDay) -> Actor:
    """Convenes a topic, and may be named."""
    ada = await day.join("ada")
    await day.topic(ada)
    await tick(day, ada)
    return ada
