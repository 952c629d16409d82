"""What group commit is worth, and how long a board of 10,000 events takes to open.

`python -m bench.storage` prints medians of interleaved rounds on this machine's disk.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from openspace.domain.board import Changes, Event, replay
from openspace.domain.entities import Interest, Profile, Session, Topic
from openspace.ports import BoardRecord, Stored
from openspace.storage.sqlite import SqliteStore, open_store

WRITERS: Final = 256
ROUNDS: Final = 3
LOG_EVENTS: Final = 10_000
CODE: Final = "LUND482"
START: Final = datetime(2026, 5, 5, 9, 0, tzinfo=UTC)


def row(seq: int) -> Stored:
    """As a day has them: of ten acts five are stars, two joins, two topics, one placing; 500 people, 200 topics."""
    person, topic = f"p{seq * 7919 % 500}", f"t{seq * 31 % 200}"
    at = START + timedelta(seconds=seq)
    match seq % 10:
        case 0 | 1:
            changes = Changes(profiles={person: Profile(id=person, name="Per-Olof Åkerlund", joined_at=at)})
        case 2 | 3:
            about = "Vad gör vi nu, och vem gör det? " * 8
            title = "Bostäder och konsekvenser av tillfälliga lösningar"
            new = Topic(id=topic, title=title, about=about, convener=person, posted_at=at)
            changes = Changes(topics={topic: new})
        case 4:
            changes = Changes(sessions={f"s{topic}": Session(id=f"s{topic}", topic=topic, room="r1", slot="s1")})
        case _:
            stars = tuple(f"t{n}" for n in range(seq % 12))
            changes = Changes(interests={person: Interest(id=person, topics=stars)})
    event = Event(seq=seq, at=at, type="benched", by=person, changes=changes)
    return Stored(event=event, command_id=f"{seq:032x}", before=changes)


class Actor:
    """Appends what waits, at most so many rows in one commit, as `LiveBoard` does it."""

    def __init__(self, store: SqliteStore, batch_max: int) -> None:
        self._store = store
        self._batch_max = batch_max
        self._waiting: asyncio.Queue[asyncio.Future[None]] = asyncio.Queue(WRITERS)

    async def submit(self) -> None:
        done = asyncio.get_running_loop().create_future()
        await self._waiting.put(done)
        await done

    async def run(self) -> None:
        seq = 0
        while True:
            batch = [await self._waiting.get()]
            while len(batch) < self._batch_max and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            await self._store.append(CODE, [row(seq + n) for n in range(1, len(batch) + 1)])
            seq += len(batch)
            for done in batch:
                done.set_result(None)


async def commands_a_second(batch_max: int, commands_each: int, folder: Path) -> tuple[float, float]:
    """With `WRITERS` that each wait for their answer: rate, and the 99th percentile of the waits in ms."""
    waits: list[float] = []

    async def writer(submit: Callable[[], Awaitable[None]]) -> None:
        for _ in range(commands_each):
            began = time.perf_counter()
            await submit()
            waits.append(time.perf_counter() - began)

    with tempfile.TemporaryDirectory(dir=folder) as place:
        async with open_store(Path(place) / "data.db") as store:
            await store.create(record(), [], [])
            actor = Actor(store, batch_max)
            running = asyncio.create_task(actor.run())
            began = time.perf_counter()
            await asyncio.gather(*(writer(actor.submit) for _ in range(WRITERS)))
            rate = WRITERS * commands_each / (time.perf_counter() - began)
            running.cancel()
            await asyncio.wait([running])
    return rate, statistics.quantiles(waits, n=100)[98] * 1_000


async def opening(folder: Path) -> tuple[float, float]:
    """Seconds to read a log of `LOG_EVENTS` and to replay it."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        async with open_store(Path(place) / "data.db") as store:
            await store.create(record(), [], [row(seq) for seq in range(1, LOG_EVENTS + 1)])
        async with open_store(Path(place) / "data.db") as store:
            began = time.perf_counter()
            rows = await store.read(CODE)
            read = time.perf_counter()
            replay(stored.event for stored in rows)
            return read - began, time.perf_counter() - read


def record() -> BoardRecord:
    return BoardRecord(code=CODE, epoch="bench", created_at=START)


async def main(folder: Path) -> None:
    singles, groups, openings = [], [], []
    for _ in range(ROUNDS):
        singles.append(await commands_a_second(1, 8, folder))
        groups.append(await commands_a_second(WRITERS, 80, folder))
        openings.append(await opening(folder))
    for name, rounds in (("one commit a command", singles), ("group commit", groups)):
        rate, wait_ms = (statistics.median(values) for values in zip(*rounds, strict=True))
        print(f"{name:22} {rate:9,.0f} commands/s   p99 {wait_ms:6.1f} ms   ({WRITERS} writers)")
    ratio = statistics.median(group / single for (group, _), (single, _) in zip(groups, singles, strict=True))
    print(f"{'group : one':22} {ratio:9.1f} x")
    read_s, replay_s = (statistics.median(values) for values in zip(*openings, strict=True))
    print(f"{LOG_EVENTS:,} events: read {read_s:.2f} s, replay {replay_s:.2f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.storage", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()), help="on the disk to measure")
    asyncio.run(main(parser.parse_args().folder))
