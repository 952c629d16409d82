"""The load from a program in C: a process of its own, told what to do through a pipe."""

import asyncio
import contextlib
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from bench import machine
from bench.load.pipes import COUNT, decode_measured, decode_opening, encode_crowd, encode_phase
from bench.load.plan import Crowd, Measured, Opening, Phase

OPEN_WITHIN_S: Final = 60.0  # after the last client began
CLOSE_WITHIN_S: Final = 10.0


class GeneratorInC:
    """An asynchronous context manager: `open` once, then `measure` as often as wanted."""

    name: Final = "C"

    def __init__(self, program: Path, crowd: Crowd) -> None:
        self._program = program
        self._crowd = crowd
        self._process: Process

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(self._program, stdin=PIPE, stdout=PIPE)
        machine.pin(self._process.pid, machine.GENERATOR)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """It ends with its input."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_WITHIN_S):
                await self._process.wait()
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def open(self) -> Opening:
        """Until every client is live or has failed."""
        last_s = max((client.starts_s for client in self._crowd.clients), default=0.0)
        return decode_opening(await self._ask(encode_crowd(self._crowd, last_s + OPEN_WITHIN_S)))

    async def measure(self, phase: Phase) -> Measured:
        """One phase over the connections there are."""
        return decode_measured(await self._ask(encode_phase(phase)))

    async def _ask(self, plan: bytes) -> bytes:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(COUNT.pack(len(plan)) + plan)
        await self._process.stdin.drain()
        (length,) = COUNT.unpack(await self._process.stdout.readexactly(COUNT.size))
        return await self._process.stdout.readexactly(length)
