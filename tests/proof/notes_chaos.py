"""One run of chaos over notes: people write on several topics through a failing network, on a server that suffers.

Whenever the server is killed, the files it leaves are read before it comes back: what was promised must stand in them.
"""

import asyncio
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from pycrdt import Doc, Text

from openspace.storage.damage import wal_path
from openspace.storage.sqlite import open_store
from tests.client import Device, Made
from tests.proof.chaos import A_MISTAKE_OF_OURS
from tests.proof.havoc import Havoc
from tests.proof.progress import Progress
from tests.proof.proxy import FaultProxy
from tests.proof.schedule import WEATHERS, Happening, Schedule, schedule_of
from tests.proof.scribblers import Scribbler
from tests.proof.tampered_server import TamperedServer

TOPICS, WRITERS_EACH = 3, 4
WORDS = 240  # stored, at least; a fast machine has more while things happen
SETTLE_MAX_S = 180.0


@dataclass
class Verdict:
    """What is wrong, as sentences; what befell the run, and how much was written."""

    schedule: Schedule
    flaws: list[str] = field(default_factory=list)
    words: int = 0
    came_back: int = 0
    killed: int = 0


class WatchedServer(TamperedServer):
    """Keeps what lies on the disk at each kill for `Autopsy`."""

    autopsy: "Autopsy | None" = None

    async def kill(self) -> None:
        was_running = self._process is not None
        await super().kill()
        if was_running and self.autopsy is not None:
            await self.autopsy.look()


class Autopsy:
    """Reads a copy of the dead server's files, which may still be written by another program."""

    def __init__(self, data: Path, code: str, writers: list[Scribbler], verdict: Verdict) -> None:
        self._data = data
        self._code = code
        self._writers = writers
        self._verdict = verdict

    async def look(self) -> None:
        self._verdict.killed += 1
        texts = await texts_in(await asyncio.to_thread(self._copy), self._code)
        for topic in {writer.topic for writer in self._writers}:
            here = [writer for writer in self._writers if writer.topic == topic]
            self._verdict.flaws += (f"killed: {flaw}" for flaw in broken_promises(here, texts.get(topic, "")))

    def _copy(self) -> Path:
        target = self._data.with_name(f"dead-{self._verdict.killed}.db")
        shutil.copyfile(self._data, target)
        if wal_path(self._data).exists():
            shutil.copyfile(wal_path(self._data), wal_path(target))
        return target


async def texts_in(data: Path, code: str) -> dict[str, str]:
    """By topic, as anybody could read them with Yjs alone."""
    texts = {}
    async with open_store(data) as store:
        for topic in await store.noted(code):
            document: Doc[Text] = Doc()
            text = document.get("notes", type=Text)
            for _, update in await store.note_updates(code, topic):
                document.apply_update(update)
            texts[topic] = str(text)
    return texts


def broken_promises(writers: Iterable[Scribbler], text: str) -> Iterator[str]:
    """Of those who write on one topic."""
    writers = list(writers)
    gone = set[str]().union(*(writer.gone for writer in writers))
    gone_for_good = set[str]().union(*(writer.gone_for_good for writer in writers))
    promised = set[str]().union(*(writer.stored | writer.shown() for writer in writers)) - gone
    yield from (f"{word} was promised and is lost" for word in sorted(promised) if word not in text)
    yield from (f"{word} was gone and is back" for word in sorted(gone_for_good) if word in text)
    yield from flaws_of_text(writers, text)


def flaws_of_text(writers: Iterable[Scribbler], text: str) -> Iterator[str]:
    for writer in writers:
        yield from (f"{word} stands there {text.count(word)} times" for word in writer.written if text.count(word) > 1)


async def run(folder: Path, seed: int) -> Verdict:
    """The whole of it, on a data file of its own in `folder`. The weather goes round: cut, half-open, delay, stormy."""
    verdict = Verdict(Schedule(WEATHERS[(4 - seed) % len(WEATHERS)], schedule_of(seed).happenings))
    server = WatchedServer(folder / f"notes-{seed}.db")
    await server.start()
    try:
        made = await Device(server.base).make_board()
        async with FaultProxy(server.port, f"notes {seed}") as proxy, asyncio.TaskGroup() as living:
            told = Progress()
            writers = await come(server, proxy, made, seed, told)
            server.autopsy = Autopsy(server.data, made.code, writers, verdict)
            running = [living.create_task(writer.run()) for writer in writers]
            await have_begun(writers)
            verdict.flaws += await befall(
                verdict.schedule, Havoc(server, proxy, made.code, Random(f"havoc {seed}")), told
            )
            for writer in writers:
                writer.is_writing = False
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            verdict.flaws += await flaws_at_the_end(writers, Device(server.base, made.key("facilitator")), made)
        server.autopsy = None
        await server.stop()
    finally:
        await server.kill()
    verdict.flaws += await flaws_of_file(server.data, made.code, writers)
    verdict.flaws += (f"the server's log has {event}" for event in A_MISTAKE_OF_OURS.findall(server.log.read_text()))
    verdict.words = sum(len(writer.written) for writer in writers)
    verdict.came_back = sum(writer.came_back for writer in writers)
    return verdict


async def come(server: TamperedServer, proxy: FaultProxy, made: Made, seed: int, told: Progress) -> list[Scribbler]:
    """Join directly, write through the proxy."""
    dice, writers = Random(f"scribblers {seed}"), []
    first = Device(server.base)
    await first.join(made.code)
    for number in range(TOPICS):
        reply = await first.command(made.code, "propose_topic", title=f"Anteckningar {number}")
        topic = str(reply.json()["made"]["topic"])
        for letter in range(WRITERS_EACH):
            device = Device(server.base)
            await device.join(made.code)
            device.base = proxy.base
            name = f"{number}{'abcd'[letter]}"
            writers.append(Scribbler(device, made.code, topic, name, Random(dice.random()), told))
    return writers


async def have_begun(writers: list[Scribbler]) -> None:
    """Everybody has been told once that something is stored, before anything happens."""
    async with asyncio.timeout(SETTLE_MAX_S):
        await asyncio.gather(*(writer.has_begun.wait() for writer in writers))


async def befall(schedule: Schedule, havoc: Havoc, told: Progress) -> list[str]:
    """All that is on the schedule, then one kill more: somebody must look at what a dead server leaves.

    Returns what is wrong so far.
    """
    is_enough, *_ = await asyncio.gather(
        told.reaches(WORDS), havoc.storm(schedule.weather), *(havoc.befall(one) for one in schedule.happenings)
    )
    await havoc.befall(Happening(at_s=0.0, what="kill", lasts_s=0.0, ahead_s=0.0))
    havoc.heal()
    return [] if is_enough else [f"only {told.times} words were stored"]


async def flaws_at_the_end(writers: list[Scribbler], device: Device, made: Made) -> list[str]:
    """Everybody brings all they have; then all see the same, and so does who asks the server."""
    found = [f"{writer.name} was turned away: {writer.turned_away}" for writer in writers if writer.turned_away]
    async with asyncio.timeout(SETTLE_MAX_S):
        for _ in range(2):
            levels = await asyncio.gather(*(writer.level() for writer in writers))
        texts = dict(zip([writer.name for writer in writers], levels, strict=True))
    for topic in {writer.topic for writer in writers}:
        here = [writer for writer in writers if writer.topic == topic]
        reply = await device.request("GET", f"/api/boards/{made.code}/topics/{topic}/notes")
        text = reply.json()["text"]
        found += (f"{writer.name} reads another text than the server" for writer in here if texts[writer.name] != text)
        found += flaws_of_end(here, text)
    return found


def flaws_of_end(writers: list[Scribbler], text: str) -> Iterator[str]:
    """Each word once, those taken back not at all, and none that nobody wrote."""
    for writer in writers:
        for word in writer.written:
            wanted = 0 if word in writer.gone else 1
            if text.count(word) != wanted:
                yield f"{word} stands there {text.count(word)} times, not {wanted}"


async def flaws_of_file(data: Path, code: str, writers: list[Scribbler]) -> list[str]:
    texts = await texts_in(data, code)
    return [
        flaw
        for topic in {writer.topic for writer in writers}
        for flaw in flaws_of_end([writer for writer in writers if writer.topic == topic], texts[topic])
    ]
