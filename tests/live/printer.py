"""A format for tests, and people whose names it prints."""

import asyncio
import threading
from collections.abc import Callable

from openspace.domain.commands import EditProfile
from openspace.domain.context import Actor
from openspace.domain.proceedings import EditionKind
from openspace.exports.material import Format, Material
from openspace.live.workshop import Order
from tests.live.live_day import LiveDay

WAIT_MAX_S = 5.0


class Printer:
    """A format that counts how often it is made, can wait, and can fail."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.gate = threading.Event()
        self.gate.set()
        self.fails = False

    def make(self, material: Material) -> bytes:
        self.at_once += 1
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


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT_MAX_S):
        while not is_so():  # noqa: ASYNC110 - a thread sets no event of the loop
            await asyncio.sleep(0.005)
