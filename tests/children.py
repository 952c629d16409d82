"""Processes that a test starts and does not leave behind, also when it fails: the next one would be warned of them."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]


@asynccontextmanager
async def child(
    *command: str, folder: Path = ROOT, stdin: int | None = None, stdout: int | None = None, stderr: int | None = None
) -> AsyncIterator[Process]:
    """A process, in the root of the checkout unless said. At the end it is ended, and its pipes are closed."""
    process = await asyncio.create_subprocess_exec(*command, cwd=folder, stdin=stdin, stdout=stdout, stderr=stderr)
    try:
        yield process
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        await process.communicate()
