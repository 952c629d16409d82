"""Servers to measure: ours on a data file, and the peers. Each is a process of its own on the core that is theirs."""

import asyncio
import contextlib
import os
import shutil
import sys
import tempfile
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from bench import machine
from bench.compiled import compiled
from openspace.web.serving import allow_many_sockets
from tests.server_process import ServerProcess, free_port

PEERS: Final = Path(__file__).parent / "peers"
START_WITHIN_S: Final = 30.0


class PinnedServer(ServerProcess):
    """Ours, as often as it is started. `without`: the idea it has to do without, a name of `peers/naive.py`."""

    def __init__(self, data: Path, without: str = "") -> None:
        super().__init__(data, ("-m", "bench.peers.naive", without) if without else ("-m", "openspace"))

    async def start(self) -> None:
        await super().start()
        machine.pin(self.pid, machine.SERVER)


@asynccontextmanager
async def own_server(folder: Path, without: str = "") -> AsyncIterator[PinnedServer]:
    """Started, with an empty data file in that folder; killed at the end, whatever has become of it."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        server = PinnedServer(Path(place) / "bench.db", without)
        await server.start()
        try:
            yield server
        finally:
            await server.kill()


class PeerServer(Struct, frozen=True):
    pid: int
    port: int


def bare_command() -> list[str] | None:
    program = compiled(PEERS / "bare")
    return None if program is None else [str(program)]


def node_command(script: str, package: str) -> list[str] | None:
    node = shutil.which("node")
    is_there = (PEERS / "node_modules" / package).exists()
    return [node, str(PEERS / script)] if node and is_there else None


STOCK_NOTES: Final = "Node y-websocket server"
# Those that repeat to everybody what one client says.
REPEATERS: Final[dict[str, Callable[[], list[str] | None]]] = {
    "C send() loop": bare_command,
    "Socket.IO": lambda: node_command("socketio.js", "socket.io"),
    "Node ws": lambda: node_command("ws.js", "ws"),
    "websockets.broadcast": lambda: [sys.executable, str(PEERS / "broadcast.py")],
    "Starlette send_text": lambda: [sys.executable, str(PEERS / "plain.py")],
}
COMMANDS: Final[dict[str, Callable[[], list[str] | None]]] = {
    **REPEATERS,
    STOCK_NOTES: lambda: node_command("node_modules/@y/websocket-server/src/server.js", "@y/websocket-server"),
}


async def install_peers() -> None:
    """What package.json names, from npm, unless it is there; without npm or network nothing comes."""
    npm = shutil.which("npm")
    if npm and not all((PEERS / "node_modules" / name).exists() for name in machine.peers()):
        process = await asyncio.create_subprocess_exec(npm, "install", "--ignore-scripts", "--silent", cwd=PEERS)
        await process.wait()


@asynccontextmanager
async def peer_server(name: str) -> AsyncIterator[PeerServer | None]:
    """One of `COMMANDS`, once it says that it listens; None when it cannot be had on this machine.

    It is told the port as an argument and, as the stock server wants it, in its environment.
    """
    command = COMMANDS[name]()
    if command is None:
        yield None
        return
    allow_many_sockets()  # it inherits that
    port = free_port()
    surroundings = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port)}
    process = await asyncio.create_subprocess_exec(*command, str(port), stdout=PIPE, env=surroundings)
    try:
        machine.pin(process.pid, machine.SERVER)
        assert process.stdout is not None
        async with asyncio.timeout(START_WITHIN_S):
            assert await process.stdout.readline(), f"{name} did not start"
        yield PeerServer(process.pid, port)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
