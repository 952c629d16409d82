"""One client of the generator in Python: HTTP requests, the upgrade, then frames in and out on one connection.

Only as much of HTTP/1.1 (RFC 9112) and WebSocket (RFC 6455) as a measured server sends: nothing is checked that does
not have to be.
"""

import asyncio
import re
import time
from collections.abc import Callable
from typing import Final, Protocol

from bench.load.plan import Client
from bench.load.websocket import CLOSE, FINAL, PING, PONG, TEXT, masked, with_key

TOKEN: Final = re.compile(rb'"token":\s*"([^"]+)"')
EPOCH: Final = re.compile(rb'"epoch":\s*"([^"]+)"')
SEQ: Final = re.compile(rb'"seq":\s*(\d+)')
STATE: Final = (b'{"type":"welcome"', b'{"type":"events"')  # frames that say how far the board is
TAG: Final = re.compile(rb'(?im)^etag: W/"([^."]+)\.(\d+)\.')  # of a board's answer: epoch and seq
COOKIE: Final = re.compile(rb"(?im)^set-cookie:\s*([^;\r]+)")


class Hearer(Protocol):
    """Whoever is told what happens to a client, with `time.perf_counter` of when its bytes came."""

    def became_live(self, client: "PythonClient", now: float) -> None: ...

    def heard(self, client: "PythonClient", payload: bytes, now: float) -> None: ...

    def lost(self, client: "PythonClient") -> None: ...


class PythonClient(asyncio.Protocol):
    """`is_live`: it has been shown state. `bytes`: read in all."""

    def __init__(self, number: int, plan: Client, live: bytes, hearer: Hearer) -> None:
        self.number = number
        self.plan = plan
        self.is_live = False
        self.bytes = 0
        self._live = live
        self._hearer = hearer
        self._transport: asyncio.Transport | None = None
        self._rest = b""
        self._pieces: list[bytes] = []  # of a message that is not whole yet
        self._requests: list[bytes] = []
        self._greeting: tuple[str, ...] = ()
        self._take: Callable[[bytes, float], bytes] = self._take_answer
        self._known = {b"{token}": b"", b"{cookie}": b"", b"{epoch}": b"", b"{seq}": b"0"}
        self._state = b""  # the last message that held a seq, not looked through yet
        self._speaks_engine_io = b"EIO=" in plan.upgrade  # Socket.IO's carrier
        self._is_settled = asyncio.Event()  # live, or lost

    async def come(self, host: str, port: int, greeting: tuple[str, ...] | None = None) -> bool:
        """From the first request on; with a greeting it comes back: the upgrade and that. Whether it became live."""
        comes_back = greeting is not None
        upgrade = [with_key(self.plan.upgrade)] if self.plan.upgrade else []
        self._requests = [*(() if comes_back else self.plan.requests), *upgrade]
        self._greeting = self.plan.greeting if greeting is None else greeting
        self._take, self._rest, self._pieces = self._take_answer, b"", []
        self._is_settled.clear()
        try:
            await asyncio.get_running_loop().create_connection(lambda: self, host, port)
        except OSError:
            return False
        await self._is_settled.wait()
        return self.is_live

    def say(self, text: str) -> None:
        """One text frame; nothing once the connection is lost."""
        if self._transport is not None:
            self._transport.write(masked(TEXT, text.encode()))

    async def close(self) -> None:
        """Let go of the connection, if there is one."""
        if self._transport is not None:
            self._is_settled.clear()
            self._transport.abort()
            await self._is_settled.wait()

    # What asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask(time.perf_counter())

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self.bytes += len(data)
        self._rest = self._take(self._rest + data if self._rest else data, now)

    def connection_lost(self, error: Exception | None) -> None:
        was_live, self.is_live, self._transport = self.is_live, False, None
        self._is_settled.set()
        if was_live:
            self._hearer.lost(self)

    # HTTP

    def _ask(self, now: float) -> None:
        """The next request, or the upgrade; with neither it is live."""
        if self._requests and self._transport is not None:
            self._transport.write(self._filled(self._requests.pop(0)))
        else:
            self._become_live(now)

    def _take_answer(self, data: bytes, now: float) -> bytes:
        """What is left of the data once whole answers are taken from it."""
        head, found, rest = data.partition(b"\r\n\r\n")
        if not found:
            return data
        status = int(head[9:12])
        if status == 101:
            return self._greet(rest, now)
        body = body_of(head, rest)
        if body is None:
            return data
        if status >= 400:
            self._let_go()
            return b""
        for name, value in ((b"{token}", TOKEN.search(body)), (b"{cookie}", COOKIE.search(head))):
            if value:
                self._known[name] = value[1]
        self._state = body
        if tag := TAG.search(head):
            self._state = b'"epoch":"%b","seq":%b' % (tag[1], tag[2])
        self._ask(now)
        return b""

    def _greet(self, rest: bytes, now: float) -> bytes:
        self._take = self._take_frames
        for text in self._greeting:
            self.say(self._filled(text.encode()).decode())
        if not self._live:
            self._become_live(now)
        return self._take_frames(rest, now)

    def _become_live(self, now: float) -> None:
        self.is_live = True
        self._is_settled.set()
        self._hearer.became_live(self, now)
        if not self.plan.reads and self._transport is not None:
            self._transport.pause_reading()

    def _let_go(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _filled(self, message: bytes) -> bytes:
        if epoch := EPOCH.search(self._state):
            self._known[b"{epoch}"] = epoch[1]
        if seqs := SEQ.findall(self._state):
            self._known[b"{seq}"] = seqs[-1]
        self._state = b""
        for name, value in self._known.items():
            message = message.replace(name, value)
        return message

    # Frames

    def _take_frames(self, data: bytes, now: float) -> bytes:
        at, end = 0, len(data)
        while end - at >= 2:
            size, head = data[at + 1], 2
            if size == 126:
                size, head = int.from_bytes(data[at + 2 : at + 4], "big"), 4
            elif size == 127:
                size, head = int.from_bytes(data[at + 2 : at + 10], "big"), 10
            if end - at < head + size:
                break
            self._take_frame(data[at], data[at + head : at + head + size], now)
            at += head + size
        return data[at:]

    def _take_frame(self, first: int, payload: bytes, now: float) -> None:
        """`first`: the frame's first byte. A message in pieces is one once the last of them is there."""
        opcode, is_final = first & 15, first & FINAL
        if opcode == PING and self._transport is not None:
            self._transport.write(masked(PONG, payload))
        elif opcode == CLOSE:
            self._let_go()
        if opcode >= CLOSE:
            return
        self._pieces.append(payload)
        if is_final:
            message, self._pieces = b"".join(self._pieces), []
            self._take_message(message, now)

    def _take_message(self, payload: bytes, now: float) -> None:
        if self._speaks_engine_io and payload == b"2":
            self.say("3")
        if not self.is_live and self._live in payload:
            self._become_live(now)
        if payload.startswith(STATE):
            self._remember(payload)
        self._hearer.heard(self, payload, now)

    def _remember(self, payload: bytes) -> None:
        """A frame that says how far the board is: looked through when that is asked for."""
        if not self._known[b"{epoch}"] and (epoch := EPOCH.search(payload)):
            self._known[b"{epoch}"] = epoch[1]
        self._state = payload


def body_of(head: bytes, rest: bytes) -> bytes | None:
    """The answer's body; None while it has not all come."""
    fields = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(b":") for line in head.split(b"\r\n")[1:])
    }
    if fields.get(b"transfer-encoding", b"").lower() == b"chunked":
        return without_chunks(rest) if rest.endswith(b"0\r\n\r\n") else None
    length = int(fields.get(b"content-length", b"0"))
    return rest if len(rest) >= length else None


def without_chunks(content: bytes) -> bytes:
    """What stands in chunks (RFC 9112 section 7.1), all of which are there."""
    body = b""
    while content:
        line, _, content = content.partition(b"\r\n")
        size = int(line, 16)
        body += content[:size]
        content = content[size + 2 :]
    return body
