"""The composition root: what happens by itself while the server runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from openspace.domain.commands import NewBoard
from openspace.ports import Store
from openspace.settings import Settings
from openspace.storage.memory import MemoryStore
from openspace.web.addresses import LOOK_EVERY_S, Addresses
from openspace.web.app import Ground, open_site
from tests.fakes import FakeClock


@asynccontextmanager
async def open_memory(_: Path) -> AsyncIterator[Store]:
    yield MemoryStore()


async def test_another_network_is_told_to_the_screens_of_every_board() -> None:
    """[H10]"""
    hosts, clock = ["192.168.1.5"], FakeClock()
    addresses = Addresses(Settings(), 8000, lambda: hosts)
    async with open_site(Settings(), addresses, Ground(open_store=open_memory, clock=clock)) as site:
        board, _ = await site.boards.make(NewBoard(title="Etablering", rooms=[], slots=[]))
        before = board.presence_whole(frozenset({"address"}))["address"].url

        hosts[:] = ["10.1.1.1"]
        await clock.advance(LOOK_EVERY_S)

        after = board.presence_whole(frozenset({"address"}))["address"].url
        assert (before, after) == ("http://192.168.1.5:8000", "http://10.1.1.1:8000")
