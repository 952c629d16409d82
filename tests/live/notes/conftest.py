"""A live board with one topic whose notes can be written, and on which no work takes time."""

import math
from collections.abc import AsyncIterator

import pytest

from openspace.live.notes import document
from tests.live.live_day import a_live_day
from tests.live.notes.pens import NotesStore, Scene


@pytest.fixture(autouse=True)
def no_work_takes_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """As nothing else does before a test moves the clock: all that waits is done in one turn, on any machine."""
    monkeypatch.setattr(document, "MOMENT_S", math.inf)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    store = NotesStore()
    async with a_live_day(store=store) as day:
        anna, bo = await day.join("anna"), await day.join("bo")
        yield Scene(day, store, await day.topic(anna), anna, bo)
