"""The real server as a process of its own, on a port that stays the same when it is started again."""

import asyncio
import contextlib
import socket
import sys
import weakref
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from pathlib import Path

START_MAX_S = 60.0
STOP_MAX_S = 30.0


class ServerProcess:
    """`start` and `kill` (SIGKILL) or `stop` (SIGTERM), as often as wanted, on one data file.

    `program`: how Python is to run it.
    """

    def __init__(self, data: Path, program: Sequence[str] = ("-m", "openspace")) -> None:
        self.data = data
        self.program = program
        held = held_port()
        weakref.finalize(self, held.close)
        self.port: int = held.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = data.with_suffix(".log")
        self._process: Process | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        """Until it says that it runs. One that does not is gone when this raises."""
        assert self._process is None
        try:
            await self._start()
        except BaseException:
            await self.kill()
            raise

    async def _start(self) -> None:
        where = ("--host", "127.0.0.1", "--port", str(self.port), "--data", str(self.data))
        command = (sys.executable, *self.program, "serve", *where)
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=log)
        assert self._process.stdout is not None
        async with asyncio.timeout(START_MAX_S):
            while b"runs at" not in (line := await self._process.stdout.readline()):
                assert line, f"the server did not start: {self.log.read_text()}"

    async def kill(self) -> None:
        """In the middle of whatever it does. What it printed is thrown away."""
        if self._process is not None:
            process, self._process = self._process, None
            with contextlib.suppress(ProcessLookupError):  # it ended by itself
                process.kill()
            async with asyncio.timeout(STOP_MAX_S):
                await process.communicate()

    async def stop(self) -> None:
        """As Ctrl+C and systemd do it."""
        assert self._process is not None
        process, self._process = self._process, None
        process.terminate()
        async with asyncio.timeout(STOP_MAX_S):
            await process.communicate()
        assert process.returncode == 0


def held_port() -> socket.socket:
    """One that nobody else is given while this is open. It never listens, so a server may."""
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    return held


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
