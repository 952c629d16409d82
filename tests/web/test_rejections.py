"""A peer that is turned away leaves one line in the log, which says why and nothing of what it sent."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from openspace.live import board, screens
from openspace.web import logs, sockets
from openspace.web.frames import FRAGMENTS_MAX
from tests.client import WAIT_MAX_S, Device, Made, Screen
from tests.web.conftest import RunningServer, StartServer
from tests.web.raw_socket import (
    BINARY,
    CONTINUATION,
    PING,
    SMALL_BUFFER_BYTES,
    TEXT,
    RawSocket,
    frame,
    handshake,
    part,
    raw_line,
    raw_socket,
)
from tests.web.stage import until

HELLO = json.dumps({"type": "hello", "protocol": 1, "epoch": None, "since": 0}).encode()
A_MOMENT_S = 0.1  # in place of half a minute


def turned_away(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """The fields of every line with a reason: events and requests alike."""
    fields = [getattr(record, "fields", {}) for record in caplog.records]
    return [one for one in fields if "reason" in one]


class Knock(Struct, frozen=True):
    """Somebody on a board: who comes to its socket by hand next."""

    server: RunningServer
    device: Device
    made: Made

    def socket(self) -> AbstractAsyncContextManager[RawSocket]:
        return raw_socket(self.server.port, f"/ws/{self.made.code}", self.device.token, SMALL_BUFFER_BYTES)


BROKEN = {
    "rubbish": (frame(TEXT, b"{"), 4000, "not a message"),
    "bytes": (frame(BINARY, b"{}"), 4000, "text frames only"),
    "a command before hello": (frame(TEXT, b'{"type":"move","command_id":"c","to":null}'), 4000, "hello comes first"),
    "a message over 64 KiB": (frame(TEXT, b"x" * 65_537), 1009, "frame too large"),
    "no mask": (frame(TEXT, HELLO, is_masked=False), 1002, "not a WebSocket frame"),
    "an unknown opcode": (frame(0x3, b"?"), 1002, "not a WebSocket frame"),
    "no UTF-8": (frame(TEXT, b"\xff"), 1007, "not UTF-8"),
    "endless fragments": (part(TEXT, b"a") + part(CONTINUATION, b"") * (FRAGMENTS_MAX + 1), 1008, "too many fragments"),
}


@pytest.mark.parametrize("what", BROKEN)
async def test_a_screen_that_breaks_the_rules(
    server: RunningServer, anna: Device, made: Made, bystander: Screen, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    """[O2, S9, S14]"""
    sent, code, reason = BROKEN[what]
    async with raw_socket(server.port, f"/ws/{made.code}", anna.token) as socket:
        socket.say(sent)

        assert (await socket.closed()).code == code
        socket.say(sent)  # once more: it is not told twice

    assert turned_away(caplog) == [{"peer": "socket", "reason": reason, "code": code}]


NOTES_BROKEN = {
    "words": (frame(TEXT, b"Hej"), 4000, "binary frames only"),
    "what no Yjs client sends": (frame(BINARY, b"\x00\x02\x05Anna!"), 4000, "not what a Yjs client sends"),
    "a message over 1 MiB": (frame(BINARY, b"\x00" * 1_048_577), 1009, "frame too large"),
    "an unknown opcode": (frame(0xF, b"?"), 1002, "not a WebSocket frame"),
}


@pytest.mark.parametrize("what", NOTES_BROKEN)
async def test_a_note_taker_that_breaks_the_rules(
    server: RunningServer, anna: Device, made: Made, bystander: Screen, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    """[O2, Y1, Y2, S14]"""
    sent, code, reason = NOTES_BROKEN[what]
    topic = (await bystander.act("propose_topic", title="Bostäder"))["made"]["topic"]
    async with raw_socket(server.port, f"/ws/notes/{made.code}/{topic}", anna.token) as socket:
        socket.say(sent)

        assert (await socket.closed()).code == code

    assert turned_away(caplog) == [{"peer": "socket", "reason": reason, "code": code}]


async def test_who_may_not_come_in(
    server: RunningServer, anna: Device, made: Made, bystander: Screen, caplog: pytest.LogCaptureFixture
) -> None:
    """[O2, S10, Y2]"""
    topic = (await bystander.act("propose_topic", title="Bostäder"))["made"]["topic"]
    other = await server.device().make_board()
    notes = f"/ws/notes/{made.code}"
    knocks = [
        (f"/ws/{made.code}", "", 4401, "who_are_you"),
        (f"/ws/{made.code}", "Anna-Lindqvist-secret", 4401, "bad_token"),
        (f"/ws/{made.code}", other.key("scribe"), 4403, "may_not"),
        ("/ws/NOPE123", anna.token, 4404, "no_such_board"),
        (f"{notes}/{topic}", "", 4401, "who_are_you"),
        (f"{notes}/{topic}?token=wrong", "", 4401, "bad_token"),
        (f"{notes}/{topic}", made.key("wall"), 4403, "may_not"),
        (f"{notes}/nowhere", anna.token, 4404, "no such topic"),
        ("/ws/notes/NOPE123/x", anna.token, 4404, "no_such_board"),
    ]
    for path, token, code, _ in knocks:
        async with raw_socket(server.port, path, token) as socket:
            assert (await socket.closed()).code == code

    assert turned_away(caplog) == [{"peer": "socket", "reason": reason, "code": code} for _, _, code, reason in knocks]


@pytest.mark.parametrize(
    ("request_head", "status", "reason"),
    [
        (handshake("/ws/{code}", "", "Origin: https://elsewhere.example"), 403, "foreign_origin"),
        (handshake("/b/{code}"), 404, "no_such_page"),
        (handshake("/static/css/base.css"), 404, "no_such_page"),
        (handshake("/ws/{code}").replace(b"Version: 13", b"Version: 8"), 400, "bad handshake"),
        (handshake("/ws/{code}").replace(b"A" * 22, b"A" * 20), 400, "bad handshake"),
        (handshake("/ws/{code}").replace(b"GET ", b"POST "), 405, "bad handshake"),
        (handshake("/ws/{code}", "", "X-Long: " + "x" * 9_000), 431, "bad handshake"),
        (handshake("/ws/{code}", "", *(f"X-{number}: x" for number in range(200))), 431, "bad handshake"),
    ],
)
async def test_a_handshake_that_is_refused(
    server: RunningServer,
    made: Made,
    bystander: Screen,
    caplog: pytest.LogCaptureFixture,
    request_head: bytes,
    status: int,
    reason: str,
) -> None:
    """[O2, H7, S14]"""
    async with raw_line(server.port) as (reader, writer):
        writer.write(request_head.replace(b"{code}", made.code.encode()))

        assert (await asyncio.wait_for(reader.readline(), WAIT_MAX_S)).startswith(b"HTTP/1.1 %d " % status)
        await asyncio.wait_for(reader.read(), WAIT_MAX_S)

    assert turned_away(caplog) == [{"peer": "socket", "reason": reason}]


async def test_who_never_says_hello(
    server: RunningServer,
    anna: Device,
    made: Made,
    bystander: Screen,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """[O2, S1, S10]"""
    monkeypatch.setattr(sockets, "HELLO_TIMEOUT_S", A_MOMENT_S)
    async with raw_socket(server.port, f"/ws/{made.code}", anna.token) as socket:
        socket.say(frame(PING))

        assert (await socket.closed()).code == 1013

    assert turned_away(caplog) == [{"peer": "socket", "reason": "no hello", "code": 1013}]


@pytest.fixture
async def knock(
    start_server: StartServer, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Knock]:
    """At a server of its own that looks every moment who is silent or behind."""
    caplog.set_level("INFO")
    monkeypatch.setattr(board, "PULSE_S", A_MOMENT_S)
    with start_server(tmp_path / "openspace.db") as server:
        device = server.device()
        made = await device.make_board()
        await device.join(made.code)
        yield Knock(server, device, made)


async def test_who_shows_no_sign_of_life(
    knock: Knock, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[O2, S10, S11, S15]"""
    monkeypatch.setattr(screens, "PING_EVERY_S", A_MOMENT_S)
    monkeypatch.setattr(screens, "SILENT_MAX_S", A_MOMENT_S)
    async with knock.socket() as socket:
        socket.say(frame(TEXT, HELLO))

        assert (await socket.closed()).code == 1013

    assert turned_away(caplog) == [{"peer": "socket", "reason": "no sign of life", "code": 1013}]


async def test_who_reads_nothing_for_too_long(
    knock: Knock, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[O2, S13]"""
    monkeypatch.setattr(screens, "BEHIND_MAX_S", A_MOMENT_S)
    async with knock.device.screen(knock.made.code) as screen:
        for _ in range(20):
            await screen.send("propose_topic", title="😀" * 140, about="🏠" * 400)
        await screen.until(lambda: len(screen.board["topics"]) == 20)
        async with knock.socket() as socket:
            socket.writer.transport.pause_reading()  # type: ignore[attr-defined]
            greeting = asyncio.create_task(greet_again(socket.writer))
            await until(lambda: bool(turned_away(caplog)))
            greeting.cancel()

    assert turned_away(caplog) == [{"peer": "socket", "reason": "too slow", "code": 1013}]


async def greet_again(writer: asyncio.StreamWriter) -> None:
    """Ask for one snapshot after the other, until cancelled."""
    with contextlib.suppress(ConnectionError):
        while not writer.is_closing():
            writer.write(frame(TEXT, HELLO))
            await asyncio.sleep(0.01)


async def test_requests_that_are_turned_away(
    server: RunningServer, anna: Device, made: Made, bystander: Screen, caplog: pytest.LogCaptureFixture
) -> None:
    """[O2]"""
    commands = f"/api/boards/{made.code}/commands"
    asked = [
        (await anna.request("GET", f"/api/boards/{made.code}", headers={"Authorization": "Bearer Anna"}), "bad_token"),
        (await server.device().request("POST", commands, {}), "who_are_you"),
        (await anna.request("POST", commands, {}, {"Origin": "https://elsewhere.example"}), "foreign_origin"),
        (await anna.request("POST", "/api/boards", b"{"), "unreadable"),
        (await anna.request("POST", commands, b"x" * 70_000), "too_large"),
        (await anna.request("GET", "/b/NOPE123"), "no_such_board"),
        (await anna.request("GET", "/k/Anna-Lindqvist-secret"), "no_such_link"),
        (await anna.request("GET", "/Anna-Lindqvist"), "no_such_page"),
        (await anna.request("DELETE", "/"), "wrong_method"),
    ]

    assert [(line["status"], line["reason"]) for line in turned_away(caplog)] == [
        (reply.status, reason) for reply, reason in asked
    ]
    assert "Anna" not in str(turned_away(caplog))


async def test_what_is_no_http_leaves_one_line(
    server: RunningServer, bystander: Screen, caplog: pytest.LogCaptureFixture
) -> None:
    """[O2]"""
    async with raw_line(server.port) as (reader, writer):
        writer.write(b"\x16\x03\x01\x02\x00Anna\r\n\r\n")

        assert (await asyncio.wait_for(reader.readline(), WAIT_MAX_S)).startswith(b"HTTP/1.1 400 ")

    assert turned_away(caplog) == [{"peer": "connection", "reason": "not HTTP"}]
    told = [logs.KeyValueLines().format(record) for record in caplog.records]
    assert [line for line in told if "Anna" in line] == []
