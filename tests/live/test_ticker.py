"""The tick: at once when it has been still, then at most one each 50 ms."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from openspace.live.meters import LAG_BOUNDS_S, Timing
from openspace.live.ticker import TICK_S, Ticker
from tests.fakes import FakeClock, flush


@asynccontextmanager
async def running(clock: FakeClock, ticker: Ticker) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        run = tasks.create_task(ticker.run())
        await flush()
        yield
        run.cancel()


async def test_after_stillness_the_first_touch_ticks_at_once() -> None:
    clock, ticks = FakeClock(), list[float]()
    ticker = Ticker(clock, lambda: ticks.append(clock.monotonic()), Timing(LAG_BOUNDS_S))
    begin = clock.monotonic()

    ticker.touch()

    assert ticks == [begin]


async def test_a_burst_ticks_once_each_fifty_milliseconds() -> None:
    """[S6]"""
    clock, ticks = FakeClock(), list[float]()
    ticker = Ticker(clock, lambda: ticks.append(clock.monotonic()), Timing(LAG_BOUNDS_S))
    begin = clock.monotonic()

    async with running(clock, ticker):
        for _ in range(100):
            ticker.touch()
            await clock.advance(0.001)
        await clock.advance(1)

    assert [round(tick - begin, 6) for tick in ticks] == [0, TICK_S, 2 * TICK_S]


async def test_without_touches_there_are_no_ticks() -> None:
    clock, ticks = FakeClock(), list[float]()
    ticker = Ticker(clock, lambda: ticks.append(clock.monotonic()), Timing(LAG_BOUNDS_S))

    async with running(clock, ticker):
        ticker.touch()
        await clock.advance(10)

    assert len(ticks) == 1


class LateClock(FakeClock):
    """Its machine is busy: who sleeps wakes so much too late."""

    late_s = 0.02

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds + self.late_s)


async def test_how_late_a_tick_comes_is_counted() -> None:
    clock, lag = LateClock(), Timing(LAG_BOUNDS_S)
    ticker = Ticker(clock, lambda: None, lag)

    async with running(clock, ticker):
        ticker.touch()
        ticker.touch()
        await clock.advance(1)

    assert {bound: count for bound, count in zip(LAG_BOUNDS_S, lag.counts, strict=False) if count} == {0.025: 1}
    assert lag.total_s == pytest.approx(LateClock.late_s)


async def test_a_tick_that_fails_is_logged_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    clock, ticks = FakeClock(), list[float]()

    def fire() -> None:
        ticks.append(clock.monotonic())
        if len(ticks) == 1:
            raise RuntimeError("a bug")

    ticker = Ticker(clock, fire, Timing(LAG_BOUNDS_S))
    async with running(clock, ticker):
        ticker.touch()
        ticker.touch()
        await clock.advance(TICK_S)

    assert len(ticks) == 2
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
