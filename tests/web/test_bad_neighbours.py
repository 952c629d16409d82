"""A screen that sends rubbish, never reads, or is no longer there; a disk that fills up: nobody else notices."""

import asyncio
import functools
import json
import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

import pytest
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from openspace.live import screens
from openspace.live.frame import BACKLOG_MAX_BYTES
from openspace.storage.sqlite import open_store
from openspace.web.app import Ground
from tests.client import WAIT_MAX_S, Device, Made, Screen
from tests.web.conftest import RunningServer, StartServer
from tests.web.raw_socket import SMALL_BUFFER_BYTES, TEXT, frame, handshake
from tests.web.stage import until

HELLO = json.dumps({"type": "hello", "protocol": 1, "epoch": None, "since": 0})
KERNEL_BUFFERS_BYTES = 10_000_000  # more than it keeps for one connection on any machine we know


class MuteScreen:
    """A socket by hand, that says what it is told to and reads nothing but the handshake."""

    def __init__(self, raw: socket.socket) -> None:
        self._raw = raw

    def say(self, text: str) -> None:
        self._raw.sendall(frame(TEXT, text.encode()))

    async def reads(self, wanted: bytes) -> bool:
        """Whether this comes before the server lets go."""
        return await asyncio.to_thread(self._read_until, wanted)

    def _read_until(self, wanted: bytes) -> bool:
        found = b""
        while wanted not in found and (part := self._raw.recv(65_536)):
            found += part
        return wanted in found


@contextmanager
def mute_screen(server: RunningServer, code: str, token: str) -> Iterator[MuteScreen]:
    with socket.socket() as raw:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER_BYTES)
        raw.settimeout(2 * WAIT_MAX_S)
        raw.connect(("127.0.0.1", server.port))
        raw.sendall(handshake(f"/ws/{code}", token))
        while raw.recv(1) != b"\r" or raw.recv(3) != b"\n\r\n":
            pass
        yield MuteScreen(raw)


def backlogs(server: RunningServer) -> list[int]:
    """Bytes that wait in the server for each of its sockets."""
    protocols = list(server.server.server_state.connections)
    return [p.transport.get_write_buffer_size() for p in protocols if isinstance(p, WebSocketsSansIOProtocol)]


async def test_a_screen_that_sends_rubbish_is_closed_alone(anna: Device, made: Made, bystander: Screen) -> None:
    """[S9]"""
    async with anna.screen(made.code) as tab, anna.screen(made.code) as other_tab:
        await tab.say("{")

        assert await tab.closed() == 4000
        assert (await other_tab.act("propose_topic", title="Bostäder"))["type"] == "accepted"
        await bystander.until(lambda: bystander.seq == other_tab.seq)


async def test_a_screen_that_reads_nothing_slows_nobody_and_fills_no_memory(
    server: RunningServer, anna: Device, made: Made, bystander: Screen
) -> None:
    """[S13]"""
    async with anna.screen(made.code) as screen:
        for _ in range(60):
            await screen.send("propose_topic", title="😀" * 140, about="🏠" * 400)
        await screen.until(lambda: len(screen.board["topics"]) == 60)
        snapshot_bytes = len(json.dumps(screen.board, ensure_ascii=False).encode())

        with mute_screen(server, made.code, anna.token) as mute:
            for _ in range(KERNEL_BUFFERS_BYTES // snapshot_bytes):
                mute.say(HELLO)
            await bystander.act("propose_topic", title="Alla hör det här")
            await screen.until(lambda: len(screen.board["topics"]) == 61)
            await until(lambda: max(backlogs(server)) > BACKLOG_MAX_BYTES)  # once it gets to all greetings
            full = max(backlogs(server))
            for _ in range(10):
                mute.say(HELLO)
            await bystander.act("propose_topic", title="Och det här")

            assert BACKLOG_MAX_BYTES < full <= BACKLOG_MAX_BYTES + 2 * snapshot_bytes
            assert max(backlogs(server)) <= full
            await screen.until(lambda: screen.board == bystander.board)


@pytest.mark.long
async def test_a_screen_that_is_no_longer_there_is_let_go(
    start_server: StartServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[S11] It answers no ping; one that reads but says nothing stays."""
    monkeypatch.setattr(screens, "PING_EVERY_S", 0.5)
    monkeypatch.setattr(screens, "SILENT_MAX_S", 12.0)  # longer than this process may have to wait for its turn
    with start_server(tmp_path / "openspace.db") as server:
        device = server.device()
        made = await device.make_board()
        await device.join(made.code, "Anna")
        async with device.screen(made.code) as listening:
            with mute_screen(server, made.code, device.token) as gone:
                gone.say(HELLO)

                assert await gone.reads(b"no sign of life")
            assert (await listening.act("propose_topic", title="Bostäder"))["type"] == "accepted"


async def test_a_disk_that_fills_up_under_load_loses_nothing_that_was_acknowledged(
    start_server: StartServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """[L2, L4]"""
    full = Ground(open_store=functools.partial(open_store, max_pages=120))
    with start_server(tmp_path / "openspace.db", full) as server:
        made = await server.device().make_board()
        async with AsyncExitStack() as stack:
            writers = [await writer(server, made, stack) for _ in range(8)]
            watching = await stack.enter_async_context(server.device(made.key("wall")).screen(made.code))

            written = await asyncio.gather(*(write_until_full(screen) for screen in writers))

            whole = await server.device(made.key("wall")).board(made.code)
            assert set(whole["board"]["topics"]) == {topic for topics in written for topic in topics}
            for screen in (*writers, watching):
                await screen.until(lambda screen=screen: screen.seq == whole["seq"])  # type: ignore[misc]
                assert screen.board == whole["board"]
            assert (await writers[0].act("move", to="cafe"))["type"] == "accepted"
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


async def writer(server: RunningServer, made: Made, stack: AsyncExitStack) -> Screen:
    device = server.device()
    await device.join(made.code)
    return await stack.enter_async_context(device.screen(made.code))


async def write_until_full(screen: Screen) -> list[str]:
    """The topics that were acknowledged before the first that could not be saved."""
    topics: list[str] = []
    while (answer := await screen.act("propose_topic", title="Ämne", about="x" * 400))["type"] == "accepted":
        topics.append(answer["made"]["topic"])
    assert answer["code"] == "not_saved"
    assert answer["instead"]["text"]
    return topics
