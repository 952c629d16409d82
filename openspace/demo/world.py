"""What every simulated person shares, and what one of them is."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from random import Random

from msgspec import Struct

from openspace.demo import forum
from openspace.demo.client import Screen
from openspace.demo.reports import Desk


class World(Struct, frozen=True):
    """`until` waits for an instant of the board's clock. `desks`: where a topic's notes are written, by topic."""

    base: str
    code: str
    day: date
    now: Callable[[], datetime]
    until: Callable[[datetime], Awaitable[None]]
    desks: dict[str, Desk] = {}

    def at(self, clock: str) -> datetime:
        return forum.at(self.day, clock)


class Person(Struct):
    """One simulated participant. `topic`: the one they convene; `starred`: ids of topics they want to be at."""

    world: World
    eyes: Screen
    chance: Random
    id: str
    token: str
    topic: str = ""
    starred: frozenset[str] = frozenset()

    async def pause(self, average: timedelta) -> None:
        await self.world.until(self.world.now() + average * self.chance.uniform(0.4, 1.6))
