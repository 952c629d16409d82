"""What the collector of cyclic garbage is told. Its pauses are measured in bench/suites/pauses.py."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from openspace.web import collector
from tests.client import WAIT_MAX_S


class Kept:
    """Something that lives on; it holds itself, so that only the collector can free it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    thresholds, callbacks = gc.get_threshold(), gc.callbacks.copy()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    gc.callbacks[:] = callbacks


def is_looked_through(thing: object) -> bool:
    return any(each is thing for each in gc.get_objects())


@pytest.mark.parametrize("generation", [0, 1, 2])
def test_what_survives_a_collection_is_looked_through_no_more(generation: int) -> None:
    collector.tune()
    kept = Kept()
    assert is_looked_through(kept)

    gc.collect(generation)

    assert not is_looked_through(kept)


async def test_within_the_hour_everything_is_looked_through_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collector, "THAW_EVERY_S", 0.0)
    collector.tune()
    kept = Kept()
    gc.collect()
    garbage = weakref.ref(kept)
    del kept
    gc.collect()
    assert garbage() is not None

    thawing = asyncio.create_task(collector.thaw_hourly())
    async with asyncio.timeout(WAIT_MAX_S):
        while garbage() is not None:  # noqa: ASYNC110 - the collector sets no event
            await asyncio.sleep(0)
    thawing.cancel()
