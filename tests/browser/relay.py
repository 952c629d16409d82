"""A stretch of network between browser and server that can go dead: nothing comes through, and nobody is told."""

import asyncio
from types import TracebackType
from typing import Self

CHUNK_BYTES = 65_536


class Relay:
    """Listens on a port of its own while it is entered. Dead, it still takes connections, as a lost radio link does."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._is_dead = False
        self._lines: set[asyncio.Task[None]] = set()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._join, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        await self._end_all()

    def die(self) -> None:
        """From here on every byte is swallowed, in both directions, and every end."""
        self._is_dead = True

    async def heal(self) -> None:
        """New connections pass; the old ones are not found again by whatever forgot them."""
        self._is_dead = False
        await self._end_all()

    async def _end_all(self) -> None:
        for line in list(self._lines):
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = asyncio.current_task()
        assert line is not None
        self._lines.add(line)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        try:
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._pass(reader, far_writer))
                ways.create_task(self._pass(far_reader, writer))
        except* OSError:
            pass  # one of them has gone
        except* asyncio.CancelledError:
            pass  # this one is over
        finally:
            writer.transport.abort()
            far_writer.transport.abort()
            self._lines.discard(line)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while content := await reader.read(CHUNK_BYTES):
            if not self._is_dead:
                writer.write(content)
                await writer.drain()
        if not self._is_dead:
            writer.write_eof()
        else:
            await asyncio.Event().wait()  # the end is swallowed too
