"""The composition root: what happens by itself while the server runs, and to what no handler answers itself."""

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from openspace.domain.new_board import NewBoard
from openspace.ports import Link, NotRead, Store
from openspace.settings import Settings
from openspace.storage.memory import MemoryStore
from openspace.web import serving
from openspace.web.addresses import LOOK_EVERY_S, Addresses
from openspace.web.app import Ground, open_site
from openspace.web.burden import Burden
from openspace.web.rejections import Rejections
from openspace.web.security import HEADERS_OF_ALL
from tests.fakes import FakeClock
from tests.web.conftest import StartServer


@asynccontextmanager
async def open_memory(_: Path) -> AsyncIterator[Store]:
    yield MemoryStore()


async def test_another_network_is_told_to_the_screens_of_every_board() -> None:
    """[H10]"""
    hosts, clock = ["192.168.1.5"], FakeClock()
    addresses = Addresses(Settings(), 8000, lambda: hosts)
    async with open_site(
        Settings(), addresses, Ground(open_store=open_memory, clock=clock), Rejections(), Burden()
    ) as site:
        board, _ = await site.boards.make(NewBoard(title="Etablering", rooms=[], slots=[]))
        before = board.presence_whole(frozenset({"address"}))["address"].url

        hosts[:] = ["10.1.1.1"]
        await clock.advance(LOOK_EVERY_S)

        after = board.presence_whole(frozenset({"address"}))["address"].url
        assert (before, after) == ("http://192.168.1.5:8000", "http://10.1.1.1:8000")


async def test_without_a_descriptor_left_the_last_address_stands_and_the_site_stays_up() -> None:
    hosts, clock = ["192.168.1.5"], FakeClock()
    is_short = False

    def find() -> list[str]:
        if is_short:
            raise OSError(errno.EMFILE, "Too many open files")
        return hosts

    ground = Ground(open_store=open_memory, clock=clock)
    async with open_site(Settings(), Addresses(Settings(), 8000, find), ground, Rejections(), Burden()) as site:
        is_short = True
        hosts[:] = ["10.1.1.1"]
        await clock.advance(2 * LOOK_EVERY_S)
        before = site.addresses.url

        is_short = False
        await clock.advance(LOOK_EVERY_S)

        assert (before, site.addresses.url) == ("http://192.168.1.5:8000", "http://10.1.1.1:8000")


def test_a_server_whose_site_has_broken_down_ends_so_that_it_can_be_started_again(tmp_path: Path) -> None:
    with serving.listen("127.0.0.1", 0) as listener, serving.listen("127.0.0.1", 0) as useless:
        useless.close()
        settings = Settings(data=tmp_path / "openspace.db")
        server = serving.make_server(settings, listener.getsockname()[1], lambda: None, Ground(metrics=useless))

        server.run([listener])

        assert (server.started, server.has_broken_down) == (True, True)


class FailingStore(MemoryStore):
    """A disk that can be read no more from some moment on."""

    is_failing = False

    async def link(self, key: str) -> Link | None:
        if self.is_failing:
            raise RuntimeError("a mistake of ours")
        return await super().link(key)

    async def links(self, code: str) -> list[Link]:
        if self.is_failing:
            raise NotRead("the disk has gone")
        return await super().links(code)


def test_a_server_that_is_told_to_stop_does_not_wait_until_it_looks_again(
    start_server: StartServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "TICK_S", 3_600.0)

    with start_server(tmp_path / "openspace.db") as server:
        server.server.should_exit = True


async def test_a_page_says_that_the_disk_cannot_be_read(start_server: StartServer, tmp_path: Path) -> None:
    store = FailingStore()

    @asynccontextmanager
    async def open_store(_: Path) -> AsyncIterator[Store]:
        yield store

    with start_server(tmp_path / "openspace.db", Ground(open_store=open_store)) as server:
        device = server.device()
        made = await device.make_board()
        await device.request("GET", f"/k/{made.key('facilitator')}")

        store.is_failing = True

        reply = await device.request("GET", f"/b/{made.code}/desk")
        assert (reply.status, reply.json()["code"]) == (503, "not_saved")


@pytest.mark.parametrize(("accept", "kind"), [("*/*", "application/json"), ("text/html", "text/html; charset=utf-8")])
async def test_a_mistake_before_the_handler_is_answered_like_one_in_it(
    start_server: StartServer, tmp_path: Path, caplog: pytest.LogCaptureFixture, accept: str, kind: str
) -> None:
    """In the reader's language, with what keeps browsers safe, and with one trace in the log."""
    store = FailingStore()

    @asynccontextmanager
    async def open_store(_: Path) -> AsyncIterator[Store]:
        yield store

    with start_server(tmp_path / "openspace.db", Ground(open_store=open_store)) as server:
        store.is_failing = True

        reply = await server.device("a" * 32).request("GET", "/b/LUND482", None, {"Accept": accept})

        assert (reply.status, reply.headers["content-type"]) == (500, kind)
        assert b"The server made a mistake." in reply.body
        assert {*HEADERS_OF_ALL, "content-security-policy"} <= reply.headers.keys()
        await server.device().make_board()
    assert [str(record.exc_info[1]) for record in caplog.records if record.exc_info] == ["a mistake of ours"]
