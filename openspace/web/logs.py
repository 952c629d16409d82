"""One line a happening, without names, tokens, keys or addresses of people.

Bad input is a line too, never a traceback; a traceback means a mistake of ours.
"""

import logging
import sys
import time
from typing import TextIO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)

LINE = "%(asctime)s %(levelname)s %(message)s"
STATIC = "/static/"
KEYS = "/k/"


def set_up(stream: TextIO = sys.stderr) -> None:
    """Send our lines, and what the server below warns of, to the stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter(LINE))
    handler.addFilter(_without_traceback_for_bad_input)
    handler.addFilter(_not_about_a_refused_handshake)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("openspace").setLevel(logging.INFO)


def _without_traceback_for_bad_input(record: logging.LogRecord) -> bool:
    """uvicorn shows where it found bytes that are not UTF-8; that they came is enough."""
    if record.name.startswith("uvicorn") and record.exc_info and isinstance(record.exc_info[1], UnicodeError):
        record.exc_info = None
        record.levelno, record.levelname = logging.INFO, "INFO"
    return True


def _not_about_a_refused_handshake(record: logging.LogRecord) -> bool:
    """uvicorn takes our answer to a foreign origin for a mistake of ours; it has its own line already."""
    return "without completing handshake" not in record.getMessage()


class AccessLog:
    """Method, path, status, milliseconds of each request, and why it was rejected if it was.

    Files of the release are not worth a line; sockets have lines of their own.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(STATIC):
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        state = scope.setdefault("state", {})

        async def send_and_tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                took_ms = (time.perf_counter() - began) * 1000
                asked, status, why = shown(scope["path"]), message["status"], state.get("rejected", "")
                logger.info("%s %s %d %.0f ms %s", scope["method"], asked, status, took_ms, why)
            await send(message)

        await self.app(scope, receive, send_and_tell)


def shown(path: str) -> str:
    """The path as it may be logged: without a key, on one line, not endless."""
    if path.startswith(KEYS):
        return f"{KEYS}…"
    return path[:80].encode("ascii", "backslashreplace").decode().replace("\n", " ").replace("\r", " ")
