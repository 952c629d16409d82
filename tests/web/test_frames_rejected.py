"""Peers that break the socket's protocol: one line, one close code, nobody else harmed."""

import asyncio
import contextlib
import logging
import struct

import pytest

from openspace.live.frame import BACKLOG_MAX_BYTES, Frame
from openspace.web.frames import FRAGMENTS_MAX
from tests.client import WAIT_MAX_S
from tests.web.raw_socket import frame, part
from tests.web.stage import HANDSHAKE, HELLO, MESSAGE_MAX_BYTES, a_stage, raw_peer, until


async def test_one_who_pings_and_never_reads_fills_no_memory() -> None:
    async with a_stage() as stage, raw_peer(stage) as (_, writer):
        sink = await stage.sink()
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        while sink.backlog() <= BACKLOG_MAX_BYTES:
            sink.write(Frame(b"x" * 65_536))
        full = sink.backlog()

        writer.write(frame(0x9, b"p" * 120) * 10_000 + frame(0x1, b"done"))

        assert await stage.hears() == "done"
        assert sink.backlog() <= full


REJECTED = {
    "not masked": (b"\x81\x02hi", 1002),
    "a reserved bit": (b"\xf1" + frame(0x1, b"hi")[1:], 1002),
    "an unknown opcode": (frame(0x3, b"hi"), 1002),
    "a lone continuation": (frame(0x0, b"hi"), 1002),
    "a long ping": (b"\x89\xfe\x00\x7e\x01\x02\x03\x04" + b"x" * 126, 1002),
    "text that is not UTF-8": (frame(0x1, b"\xff\xfe"), 1007),
    "too large": (b"\x81\xff" + struct.pack("!Q", MESSAGE_MAX_BYTES + 1) + b"\x01\x02\x03\x04", 1009),
    "endless fragments": (part(0x1, b"a") + part(0x0, b"") * (FRAGMENTS_MAX + 1), 1008),
    "a bad close code": (frame(0x8, struct.pack("!H", 5)), 1002),
}


@pytest.mark.parametrize("what", REJECTED)
async def test_a_peer_that_breaks_the_protocol_is_closed_with_one_line(
    what: str, caplog: pytest.LogCaptureFixture
) -> None:
    """[S9]"""
    caplog.set_level(logging.INFO, logger="openspace")
    sent, code = REJECTED[what]
    async with a_stage() as stage, raw_peer(stage) as (reader, writer), stage.client() as other:
        await stage.sink()
        neighbour = await stage.sink()

        writer.write(sent)
        answer = await asyncio.wait_for(reader.read(), WAIT_MAX_S)

        assert answer[0] == 0x88
        assert struct.unpack("!H", answer[2:4]) == (code,)
        assert await stage.hears() == code
        neighbour.write(HELLO)
        assert await other.recv() == HELLO.text
    ours = [record for record in caplog.records if record.name.startswith(("openspace", "uvicorn", "asyncio"))]
    assert [record.getMessage() for record in ours if record.name.startswith("openspace")] == ["peer rejected"]
    assert [record for record in ours if record.exc_info or record.levelno > logging.INFO] == []


async def test_frames_before_the_handshake_is_answered_do_no_harm(caplog: pytest.LogCaptureFixture) -> None:
    """[S9]"""
    async with a_stage() as stage:
        stage.accepts.clear()
        reader, writer = await asyncio.open_connection("127.0.0.1", stage.port)
        writer.write(HANDSHAKE)
        await until(lambda: stage.knocks == 1)
        writer.write(b"\xff" * 20)
        with contextlib.suppress(ConnectionResetError):
            assert await asyncio.wait_for(reader.read(), WAIT_MAX_S) == b""
        writer.close()
        stage.accepts.set()
        assert await stage.hears() == "gone"

        async with stage.client() as client:
            await client.send("alive")
            assert await stage.hears() == "alive"
    assert [record for record in caplog.records if record.exc_info] == []
