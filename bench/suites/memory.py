"""Memory: what a screen costs that only looks, and whether an hour of coming and going leaves anything behind."""

import asyncio
import random
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path
from typing import Final

from msgspec import Struct

from bench import machine
from bench.halls import PEOPLE_MAX, in_turn, opened
from bench.load.plan import Act, Crowd, Phase
from bench.results import Curve, Goal, Plot, Row
from bench.servers import own_server
from bench.suites.run import Run
from bench.venue import Venue, a_venue, command, crowd_at, crowd_of, known_phone, newcomer
from bench.walking import Walkers
from tests.client import Device

TITLE: Final = "Memory: a screen that looks, and an hour of coming and going"
METHOD: Final = """
The resident memory of the server's process. Phones come to a board with 40 sessions, each with a person who joins; once
all are live and nothing is said, what has been added is divided among them: first 1,000, then 5,000, each round on a
new server that has seen fifty phones come and go.

The hour: 300 people whose phones wake and sleep thirty times, every two minutes. In between they walk, ten times each,
star a topic or take the star back, ten times each, and mend titles, 300 times in all: as many acts as in an hour, in
less than a minute. Memory is looked at each time all are there. Flat means: at the end what it was after a third.
"""

ROUNDS_MAX: Final = 3  # bytes vary little, and opening 5,000 takes long
WARM: Final = 50  # phones that come and go before anything is measured
JOINED_AT_ONCE: Final = 16
MINUTES: Final = 60


class Size(Struct, frozen=True):
    """How large a run is. `wakings` of each of the `people` in the hour, for `stays_s` each."""

    screens: tuple[int, ...] = (1_000, 5_000)
    people: int = 300
    wakings: int = 30
    stays_s: float = 0.5
    moves: int = 10  # of each person in the hour; as many stars
    changes: int = 300  # of titles, in the hour, by everybody together


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    size = Size(screens=(30, 60), people=10, wakings=6, changes=6) if run.is_quick else Size()
    rounds = [await idle_screens(run.folder, size.screens) for _ in range(min(run.rounds, ROUNDS_MAX))]
    hour = await an_hour(run.folder, size)
    return [*idle_rows(rounds, size.screens), *hour_rows(hour)], [plot_of(hour)]


# Screens that only look


async def idle_screens(folder: Path, screens: Sequence[int]) -> list[float]:
    """KiB a screen, by their number."""
    async with own_server(folder) as server, AsyncExitStack() as stack:
        venue = await a_venue(server.base)
        async with opened(crowd_at(venue, WARM)):
            pass
        before, there, found = machine.memory_kib(server.pid), 0, []
        for screen_count in screens:
            await stack.enter_async_context(opened(in_turn(more_phones(venue, there, screen_count))))
            there = screen_count
            found.append((machine.memory_kib(server.pid) - before) / there)
        return found


def more_phones(venue: Venue, there: int, wanted: int) -> Crowd:
    """A board takes 5,000 people; screens beyond that are the facilitator's."""
    people = max(0, min(wanted, PEOPLE_MAX) - there)
    desks = wanted - there - people
    return crowd_of(venue, (newcomer(venue),) * people + (known_phone(venue, venue.facilitator),) * desks)


def idle_rows(rounds: Sequence[Sequence[float]], screens: Sequence[int]) -> list[Row]:
    return [
        Row(
            what=f"a screen that looks, {many:,} of them",
            rounds=[found[nth] for found in rounds],
            unit="KiB",
            goal=Goal(40),
        )
        for nth, many in enumerate(screens)
    ]


# An hour of coming and going


class Hour:
    """What people do in it, a share for each waking."""

    def __init__(self, size: Size, sessions: Sequence[str], topics: Sequence[str]) -> None:
        self._size = size
        self._walkers = Walkers(size.people, sessions)
        self._topics = topics
        self._chance = random.Random(4)
        self._starred: set[tuple[int, str]] = set()
        self._numbers = count()

    def share(self) -> Phase:
        size = self._size
        moves = size.people * size.moves / size.wakings / size.stays_s
        acts = [*self._walkers.moves(moves, size.stays_s), *self._stars(), *self._changes()]
        return Phase(acts=tuple(sorted(acts, key=lambda act: act.at_s)), seconds=size.stays_s)

    def _stars(self) -> Iterator[Act]:
        for _ in range(self._size.people * self._size.moves // self._size.wakings):
            person, topic = self._chance.randrange(self._size.people), self._chance.choice(self._topics)
            self._starred ^= {(person, topic)}
            star = command("set_interest", self._id(), topic=topic, on=(person, topic) in self._starred)
            yield Act(at_s=self._chance.uniform(0, self._size.stays_s), client=person, text=star)

    def _changes(self) -> Iterator[Act]:
        """By the facilitator, whose screen is the last."""
        for _ in range(self._size.changes // self._size.wakings):
            title = f"Bostäder och konsekvenser, {next(self._numbers)}"
            mending = command("edit_topic", self._id(), topic=self._chance.choice(self._topics), title=title)
            yield Act(at_s=self._chance.uniform(0, self._size.stays_s), client=self._size.people, text=mending)

    def _id(self) -> str:
        return f"h{next(self._numbers)}"


async def an_hour(folder: Path, size: Size) -> list[float]:
    """MiB, each time everybody is there."""
    async with own_server(folder) as server:
        venue = await a_venue(server.base)
        topics = list((await Device(server.base, venue.facilitator).board(venue.code))["board"]["topics"])
        phones = tuple(known_phone(venue, token) for token in await tokens(venue, size.people))
        crowd = crowd_of(venue, (*phones, known_phone(venue, venue.facilitator)))
        hour, found = Hour(size, venue.sessions, topics), []
        for _ in range(size.wakings):
            async with opened(crowd) as load:
                await load.measure(hour.share())
                found.append(machine.memory_kib(server.pid) / 1024)
        return found


async def tokens(venue: Venue, people: int) -> list[str]:
    """Of people who join."""
    places = asyncio.Semaphore(JOINED_AT_ONCE)

    async def join() -> str:
        async with places:
            device = Device(venue.base)
            await device.join(venue.code)
            return device.token

    return await asyncio.gather(*(join() for _ in range(people)))


def hour_rows(hour: Sequence[float]) -> list[Row]:
    third = hour[len(hour) // 3]
    return [
        Row(
            what="after an hour of coming and going, beside after a third of it",
            rounds=[hour[-1] / third],
            unit="×",
            goal=Goal(1.05),
            note=f"{third:.1f} and {hour[-1]:.1f} MiB",
        )
    ]


def plot_of(hour: Sequence[float]) -> Plot:
    minutes = [MINUTES * (nth + 1) / len(hour) for nth in range(len(hour))]
    return Plot(
        title="The server's memory in an hour of coming and going",
        x_label="minutes",
        y_label="MiB resident",
        curves=[Curve(name="Openspace", x=minutes, y=list(hour))],
    )
