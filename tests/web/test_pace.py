"""How fast one connection may speak."""

from datetime import UTC, datetime

from openspace.web.pace import BURST, Pace


class FakeClock:
    """Sleeping is what makes its time go by."""

    def __init__(self) -> None:
        self.elapsed_s = 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.elapsed_s, UTC)

    def monotonic(self) -> float:
        return self.elapsed_s

    async def sleep(self, seconds: float) -> None:
        self.elapsed_s += seconds


async def test_a_burst_of_a_hundred_is_read_at_once() -> None:
    clock = FakeClock()
    pace = Pace(clock)

    for _ in range(int(BURST)):
        await pace.wait()

    assert clock.elapsed_s == 0.0


async def test_what_goes_beyond_is_read_at_thirty_a_second_or_more() -> None:
    clock = FakeClock()
    pace = Pace(clock)

    for _ in range(int(BURST) + 300):
        await pace.wait()

    assert 5.0 < clock.elapsed_s <= 10.0


async def test_a_rest_earns_another_burst_but_no_more() -> None:
    clock = FakeClock()
    pace = Pace(clock)
    clock.elapsed_s = 3_600.0

    for _ in range(int(BURST)):
        await pace.wait()
    before = clock.elapsed_s
    await pace.wait()

    assert before == 3_600.0
    assert clock.elapsed_s > before


async def test_what_costs_more_waits_longer_and_a_burst_is_the_most_at_once() -> None:
    """[Y1] Notes count bytes."""
    clock = FakeClock()
    pace = Pace(clock, rate_per_s=100.0, burst=1_000.0)

    await pace.wait(1_000.0)
    assert clock.elapsed_s == 0.0
    await pace.wait(500.0)

    assert clock.elapsed_s == 5.0
