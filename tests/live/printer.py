"""A format for tests, and people whose names it prints."""

import asyncio
import threading

from openspace.domain.commands import EditProfile
from openspace.domain.context import Actor
from openspace.domain.proceedings import EditionKind
from openspace.exports.material import Format, Material
from openspace.live.workshop import Order
from tests.client import WAIT_MAX_S
from tests.live.live_day import LiveDay


class Printer:
    """A format that counts how often it is made, can wait, and can fail."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.gate = threading.Event()
        self.gate.set()
        self.fails = False
        self._loop = asyncio.get_running_loop()
        self._begun = asyncio.Semaphore(0)

    async def begins(self) -> None:
        """Wait until it is at work, once for each time."""
        async with asyncio.timeout(WAIT_MAX_S):
            await self._begun.acquire()

    def make(self, material: Material) -> bytes:
        self.at_once += 1
        self._loop.call_soon_threadsafe(self._begun.release)
        self.most_at_once = max(self.most_at_once, self.at_once)
        assert self.gate.wait(WAIT_MAX_S)
        self.at_once -= 1
        self.made.append(material.book.edition)
        if self.fails:
            raise ValueError("no ink")
        named = [report.convener.name for report in material.reports]
        return f"{material.catalog.language} {named} {sorted(material.photos.values())}".encode()

    def order(self, edition: EditionKind = "public", language: str = "en", name: str = "test") -> Order:
        made = Format(name=name, suffix=".txt", media_type="text/plain", make=self.make)
        return Order(format=made, edition=edition, language=language)


async def tick(day: LiveDay, who: Actor, may: bool = True) -> None:
    await day.act(EditProfile(command_id=day.command_id(), may_publish=may), who)
