"""Whether the data file can be written."""

from openspace.storage.memory import MemoryStore
from openspace.web.health import Health
from tests.fakes import FakeClock


class CountingStore(MemoryStore):
    """How often it was asked."""

    probes = 0

    async def probe(self) -> None:
        self.probes += 1
        await super().probe()


async def test_a_store_that_cannot_be_written_is_not_well() -> None:
    """[H9]"""
    store = MemoryStore()
    health = Health(store, FakeClock())
    await store.close()

    assert not await health.is_well()


async def test_it_is_asked_once_a_second_however_often_we_are() -> None:
    """[H9]"""
    store, clock = CountingStore(), FakeClock()
    health = Health(store, clock)

    answers = [await health.is_well() for _ in range(5)]
    await clock.advance(1.0)
    answers.append(await health.is_well())

    assert answers == [True] * 6
    assert store.probes == 2
