"""A live board with one topic whose notes can be written."""

from collections.abc import AsyncIterator

import pytest

from tests.live.live_day import a_live_day
from tests.live.notes.pens import NotesStore, Scene


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    store = NotesStore()
    async with a_live_day(store=store) as day:
        anna, bo = await day.join("anna"), await day.join("bo")
        yield Scene(day, store, await day.topic(anna), anna, bo)
