"""One line a happening, `key=value`, without names, titles, tokens, keys or addresses of people.

    time=2026-11-22T12:00:00.123Z level=info event="peer rejected" peer=socket reason=bad_token code=4401

A person reads it as it stands, a collector with its parser for logfmt, and there is nothing to choose. Bad input is a
line too, never a traceback; a traceback means a mistake of ours, and it is in its line under `trace`.
"""

import contextlib
import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Awaitable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, TextIO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from openspace.web.rejections import Rejections

logger = logging.getLogger(__name__)

STATIC: Final = "/static/"
EVERY_S: Final = 60.0
REMEMBERED_MAX: Final = 512  # words of ours, and codes
METHODS: Final = frozenset({"GET", "HEAD", "POST"})
_PLAIN: Final = re.compile(r"[\w./:+%{}-]+", re.ASCII)
_CODE: Final = re.compile(r"[A-Z]{2,8}[0-9]{1,6}")
# Their texts repeat the value that was wrong.
QUOTING: Final = (LookupError, ValueError)


def set_up(stream: TextIO = sys.stderr) -> None:
    """Send our lines, and what the server below warns of, to the stream."""
    handler = Lines(stream)
    handler.setFormatter(KeyValueLines())
    handler.addFilter(_without_traceback_for_bad_input)
    handler.addFilter(_not_told_already)
    handler.addFilter(OncePerMinute())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # What no line of ours says is not looked up for each either ("Optimization" in Python's HOWTO of logging).
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None
    logging.getLogger("openspace").setLevel(logging.INFO)


class Lines(logging.StreamHandler[TextIO]):
    """The stream, also for who has a line without a record."""

    def write(self, line: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # nobody reads it any more; the server goes on
            self.stream.write(line + self.terminator)


class KeyValueLines(logging.Formatter):
    """`extra={"fields": {…}}` of a record follows its event."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, Any] = {
            "time": _instant(record.created),
            "level": record.levelname.lower(),
            "event": record.getMessage().strip(),
        }
        fields |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            fields["trace"] = trace_of(record.exc_info[1])
        return line_of(fields)


def line_of(fields: Mapping[str, Any]) -> str:
    """`key=value` each; in quotes, and escaped as JSON does, where a value is more than one plain word."""
    return " ".join(f"{key}={_quoted(str(value))}" for key, value in fields.items())


def trace_of(error: BaseException) -> str:
    """Where it went wrong, as Python shows it; a text that may repeat what somebody wrote is left out."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    chain = f"{trace_of(before)}\nthen\n" if before else ""
    told = "" if isinstance(error, QUOTING) else f": {error}"
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{chain}Traceback (most recent call last):\n{frames}{type(error).__name__}{told}"


def _instant(at: float) -> str:
    second, milliseconds = divmod(int(at * 1000), 1000)
    return f"{_second(second)}.{milliseconds:03}Z"


@lru_cache(2)
def _second(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).isoformat().removesuffix("+00:00")


@lru_cache(REMEMBERED_MAX)
def _quoted(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value)


def _without_traceback_for_bad_input(record: logging.LogRecord) -> bool:
    """uvicorn shows where it found bytes that are not UTF-8; that they came is enough."""
    if record.name.startswith("uvicorn") and record.exc_info and isinstance(record.exc_info[1], UnicodeError):
        record.exc_info = None
        record.levelno, record.levelname = logging.INFO, "INFO"
    return True


def _not_told_already(record: logging.LogRecord) -> bool:
    """uvicorn warns of a bad request, and takes our answer to a foreign origin for a mistake; both have a line."""
    if not record.name.startswith("uvicorn"):
        return True
    message = record.getMessage()
    return "without completing handshake" not in message and message != "Invalid HTTP request received."


class OncePerMinute(logging.Filter):
    """asyncio says for every connection it cannot take, again each second, that there is no descriptor left."""

    def __init__(self) -> None:
        super().__init__()
        self._told_at = -EVERY_S

    def filter(self, record: logging.LogRecord) -> bool:
        if not str(record.msg).startswith("socket.accept() out of system resource"):
            return True
        if record.created - self._told_at < EVERY_S:
            return False
        self._told_at = record.created
        record.msg, record.args, record.exc_info = "no open file is left for another connection", (), None
        return True


class AccessLog:
    """Method, route, board, status, milliseconds of each request, and why it was rejected if it was.

    Files of the release are not worth a line; sockets have lines of their own. The route is shown as `web/routes.py`
    has it: what people ask for names topics, rooms, persons and keys.
    """

    def __init__(self, app: ASGIApp, rejections: Rejections) -> None:
        self.app = app
        self.rejections = rejections

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] != "http" or scope["path"].startswith(STATIC):
            return self.app(scope, receive, send)
        began = time.perf_counter()
        scope.setdefault("state", {})

        def send_and_tell(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                took_ms = round((time.perf_counter() - began) * 1000)
                self._tell({**asked(scope), "status": message["status"], "ms": took_ms}, scope["state"])
            return send(message)

        return self.app(scope, receive, send_and_tell)

    def _tell(self, fields: dict[str, Any], state: Mapping[str, Any]) -> None:
        if (reason := state.get("rejected")) is not None:
            self.rejections.count(reason)
            logger.info("request", extra={"fields": {**fields, "reason": reason}})
            return
        # The same without a record, which costs three times as much as its line; nearly all requests end here.
        line = f"time={_instant(time.time())} level=info event=request {line_of(fields)}"
        for handler in logging.root.handlers:
            if isinstance(handler, Lines):
                handler.write(line)


def asked(scope: Scope) -> dict[str, str]:
    """What was asked for, in words of ours. Only what has been routed has a route."""
    route = scope.get("route")
    fields = {"method": scope["method"] if scope["method"] in METHODS else "other"}
    fields["route"] = getattr(route, "path", "-")
    code = scope.get("path_params", {}).get("code", "")
    return fields | ({"board": code} if _CODE.fullmatch(code) else {})
