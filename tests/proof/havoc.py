"""Does to a server and its network what a schedule says. Its sleeps are how long that lasts."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from random import Random
from time import monotonic

from openspace.domain.board import Changes, Event
from openspace.domain.entities import Announcement
from openspace.ports import Conflict, NotSaved, Stored
from openspace.storage.damage import DataFileUnusable
from openspace.storage.sqlite import open_store
from tests.proof.proxy import FaultProxy, Weather
from tests.proof.retrial import Interval
from tests.proof.schedule import Happening
from tests.proof.tampered_server import Lack, TamperedServer

A_MOMENT_S = 0.02
STOP_PATIENCE_S = 0.7


class Havoc:
    """`befall` may be called for several happenings at once. `troubles`: when nothing could be saved."""

    def __init__(self, server: TamperedServer, proxy: FaultProxy, code: str, dice: Random) -> None:
        self.troubles: list[Interval] = []
        self._server = server
        self._proxy = proxy
        self._code = code
        self._dice = dice
        self._life = asyncio.Lock()  # held by whoever starts or ends the server, or must not meet that
        self._unlocked = asyncio.Event()  # no server starts on a data file that somebody else is writing
        self._unlocked.set()

    async def storm(self, weather: Weather) -> None:
        """Whoever is connected loses that connection soon, and comes back into the weather."""
        self._proxy.weather = weather
        for connection in list(self._proxy.connections):
            await asyncio.sleep(self._dice.uniform(0, A_MOMENT_S))
            connection.reset()

    def heal(self) -> None:
        """The network alone: what else befell the server is over when `befall` is."""
        self._proxy.heal()

    async def befall(self, happening: Happening) -> None:
        await asyncio.sleep(happening.at_s)
        match happening.what:
            case "kill":
                await self._kill()
            case "stop":
                await self._stop()
            case "freeze":
                self._server.freeze()
                await asyncio.sleep(happening.lasts_s)
                self._server.thaw()
            case "no_room":
                await self._starve("room", happening.lasts_s)
            case "no_write":
                await self._starve("write", happening.lasts_s)
            case "lock":
                await self._lock(happening.lasts_s)
            case "jump":
                self._server.set_clock(happening.ahead_s)
            case "cut":
                self._proxy.reset_all()
            case "rival":
                await self._write_as_a_rival(happening)

    async def _kill(self) -> None:
        async with self._life:
            await self._server.kill()
            await self._unlocked.wait()
            await self._server.start()

    async def _stop(self) -> None:
        """What is in its queue when it stops is done, what comes then is refused."""
        async with self._life, self._trouble():
            await self._server.stop(STOP_PATIENCE_S)
            await self._unlocked.wait()
            await self._server.start()

    async def _starve(self, lacks: Lack, lasts_s: float) -> None:
        async with self._trouble():
            await self._server.set_disk(lacks)
            await asyncio.sleep(lasts_s)
            await self._server.set_disk("nothing")

    async def _lock(self, lasts_s: float) -> None:
        """Another process holds the data file, from here."""
        async with self._trouble():
            with closing(sqlite3.connect(self._server.data, isolation_level=None, check_same_thread=False)) as other:
                async with self._life:
                    with suppress(sqlite3.OperationalError):  # the server writes without pause: not this time
                        await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")
                        self._unlocked.clear()
                await asyncio.sleep(lasts_s)
            self._unlocked.set()

    async def _write_as_a_rival(self, happening: Happening) -> None:
        """Another writer appends to the log: the server must find that out, and decide anew [L3].

        Meanwhile it holds the data file, on a busy machine for longer than the server waits.
        """
        with suppress(Conflict, NotSaved, DataFileUnusable):  # the server was faster, or the file is locked
            async with self._life, self._trouble(), open_store(self._server.data) as store:
                last = (await store.read(self._code))[-1].event
                said = Announcement(id=f"rival-{happening.at_s}", text="Hej", at=last.at)
                changes = Changes(announcements={said.id: said})
                event = Event(seq=last.seq + 1, at=last.at, type="announced", changes=changes)
                await store.append(self._code, [Stored(event=event, command_id=said.id)])

    @asynccontextmanager
    async def _trouble(self) -> AsyncIterator[None]:
        began = monotonic()
        try:
            yield
        finally:
            self.troubles.append((began, monotonic()))
