"""Running the server: the socket it listens on, uvicorn as we need it, and how it starts and stops.

SIGTERM and SIGINT stop it in good order: every screen gets 1012, the data file is closed, the exit code is 0.
"""

import asyncio
import functools
import logging
import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, nullcontext, suppress
from types import FrameType
from typing import Final

import uvicorn
from msgspec import structs

from openspace.settings import EVERY_INTERFACE, Settings
from openspace.storage.backup import advice, what_is_gone
from openspace.storage.damage import DataFileDamaged, require_whole
from openspace.storage.lock import DataFileLock, lock_data_file
from openspace.web import collector, frames, logs
from openspace.web.addresses import Addresses, bracketed
from openspace.web.app import Ground, make_app
from openspace.web.quick import QuickHttpProtocol
from openspace.web.welcome import welcome
from openspace.wire import NOTES_FRAME_MAX_BYTES

logger = logging.getLogger(__name__)

BACKLOG: Final = 2_048  # a whole venue may come back at once
# asyncio takes as many in one turn, and without a descriptor left fails, logs and comes back for each of them.
ACCEPTED_AT_ONCE: Final = 64
METRICS_BACKLOG: Final = 64
KEEP_ALIVE_S: Final = 30
STOP_WITHIN_S: Final = 5
OPEN_FILES: Final = 65_536
TICK_S: Final = 1.0
FULL_SECOND: Final = 0  # of uvicorn's count of tenths: when it sets the time of its headers

GROUND: Final = Ground()

Beside = Callable[[], Coroutine[None, None, None]]


class PortTaken(Exception):
    """Nothing can listen there; the text says what to do."""


class Server(uvicorn.Server):
    """uvicorn's, with a word when it runs, company if it has any, and a clean exit code when it is told to stop."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None], beside: Beside | None = None) -> None:
        self._is_to_stop = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._has_news = asyncio.Event()
        super().__init__(config)
        self._on_started = on_started
        self._beside = beside

    @property
    def should_exit(self) -> bool:
        """May be set from any thread, and by a signal."""
        return self._is_to_stop

    @should_exit.setter
    def should_exit(self, is_to_stop: bool) -> None:
        self._is_to_stop = is_to_stop
        if is_to_stop and self._loop is not None:
            self._loop.call_soon_threadsafe(self._has_news.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            for listener in sockets or ():
                listener.listen(BACKLOG)  # asyncio has just made it as long as it takes at once
            self._on_started()

    async def main_loop(self) -> None:
        """A look a second. uvicorn's own ten are as many wakings of an idle processor, at 0.3 ms each."""
        async with asyncio.TaskGroup() as tasks:
            beside = [tasks.create_task(task()) for task in (collector.thaw_hourly, self._beside) if task]
            self._loop = asyncio.get_running_loop()
            try:
                while not await self.on_tick(FULL_SECOND):
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._has_news.wait(), TICK_S)
            finally:
                self._loop = None
            for task in beside:
                task.cancel()

    async def on_tick(self, counter: int) -> bool:
        """Whether to stop: a site that has broken down serves nobody, and whoever started the server starts it anew."""
        return await super().on_tick(counter) or self.has_broken_down

    @property
    def has_broken_down(self) -> bool:
        return bool(self.lifespan.error_occurred)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Not raised again afterwards: a stop that was asked for is no failure."""
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


def serve(
    settings: Settings, ground: Ground = GROUND, beside: Callable[[str], Coroutine[None, None, None]] | None = None
) -> int:
    """Run until told to stop. Returns the exit code.

    Args:
        ground: Another clock than the machine's own, for the demo; another store, for tests.
        beside: Runs while the server does; it is given the address by which this machine reaches itself.

    Raises:
        PortTaken: Another program listens there, or where the metrics were to be.
        DataFileInUse: Another server runs on the data file.
        DataFileBusy: It is being copied or imported into for longer than a start waits.
        DataFileUnusable: It is no data file of ours, or a damaged one.
    """
    logs.set_up()
    allow_many_sockets()
    with (
        lock_data_file(settings.data) as lock,
        listen(settings.host, settings.port) as listener,
        metrics_listener(settings) as metrics,
    ):
        require_usable(settings, ground)
        lock.announce("")  # not running yet
        port = int(listener.getsockname()[1])
        company = functools.partial(beside, own_url(settings.host, port)) if beside else None
        ground = structs.replace(ground, metrics=metrics)
        server = make_server(settings, port, lambda: settle(settings, port, lock), ground, company)
        server.run([listener])
    return 0 if server.started and not server.has_broken_down else 1


def allow_many_sockets() -> None:
    """Systems give a program 256 or 1,024 open files unless it asks for more; every screen is one."""
    if sys.platform != "win32":
        import resource  # only there on Unix

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def require_usable(settings: Settings, ground: Ground) -> None:
    """Find out before the server starts, as what fails in its start comes out as a traceback.

    Raises:
        DataFileDamaged: With the newest backup; nothing has been touched.
        DataFileUnusable: Anything else that keeps it from being served.
    """
    try:
        require_whole(settings.data)
    except DataFileDamaged as damaged:
        raise DataFileDamaged(f"{damaged}\n{advice(settings.data)}") from None
    if (gone := what_is_gone(settings.data)) is not None:
        logger.warning("%s", gone)
    asyncio.run(open_once(settings, ground))


async def open_once(settings: Settings, ground: Ground) -> None:
    async with ground.open_store(settings.data):
        pass


def make_server(
    settings: Settings, port: int, on_started: Callable[[], None], ground: Ground, beside: Beside | None = None
) -> Server:
    """A server for a socket that listens already."""
    config = uvicorn.Config(
        make_app(settings, port, ground),
        http=QuickHttpProtocol,
        ws=frames.SharedFrameProtocol,
        ws_max_size=NOTES_FRAME_MAX_BYTES,
        ws_ping_interval=None,  # live/screens.py pings and watches for silence
        ws_per_message_deflate=False,
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=ACCEPTED_AT_ONCE,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=STOP_WITHIN_S,
    )
    return Server(config, on_started, beside)


def own_url(host: str, port: int) -> str:
    """How this machine reaches itself."""
    reached = "127.0.0.1" if host == EVERY_INTERFACE else "[::1]" if host == "::" else bracketed(host)
    return f"http://{reached}:{port}"


def metrics_listener(settings: Settings) -> AbstractContextManager[socket.socket | None]:
    """Raises `PortTaken`."""
    if settings.metrics is None:
        return nullcontext()
    host, port = settings.metrics
    listener = listen(host, port, lambda free: f"--metrics {bracketed(host)}:{free}")
    listener.listen(METRICS_BACKLOG)
    logger.info("metrics are at http://%s:%d/metrics", bracketed(host), listener.getsockname()[1])
    return listener


def listen(host: str, port: int, option: Callable[[int], str] = "--port {}".format) -> socket.socket:
    """A socket bound there. `option`: what names another port on the command line. Raises `PortTaken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, for asyncio then has no connection keep a frame back until the one before it is confirmed (Nagle).
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there it would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"Nothing can listen at {host}, port {port} ({error.strerror or error}). "
            f"Perhaps another program does: try {option(port % 65_535 + 1)}, or {option(0)} for any free one."
        ) from None
    listener.set_inheritable(False)
    return listener


def settle(settings: Settings, port: int, lock: DataFileLock) -> None:
    """It runs: tell whoever started it, and a second server on the same file, where."""
    collector.tune()
    addresses = Addresses(settings, port)
    lock.announce(addresses.url)
    welcome(settings, addresses)
