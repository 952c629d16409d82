"""RFC 6455 to the letter, on the board's socket and on the notes': what a peer may do works, what it may not closes it.

Everything is sent by hand to the real server. A bystander's screen is on the same board all the while; when a test is
over it must still be served, and the log hold no traceback (`conftest.bystander`).
"""

import asyncio
import contextlib
import json
import random
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from pycrdt import Doc, create_sync_message

from tests.client import WAIT_MAX_S, Device, Made, Screen
from tests.web.conftest import RunningServer, StartServer
from tests.web.raw_socket import (
    BINARY,
    CLOSE,
    CONTINUATION,
    FIN,
    MASK,
    PING,
    PONG,
    TEXT,
    Heard,
    RawSocket,
    frame,
    length_of,
    masked,
    part,
    raw_socket,
)

HELLO = json.dumps({"type": "hello", "protocol": 1, "epoch": None, "since": 0}).encode()
STEP_1 = bytes(create_sync_message(Doc()))
ALLOWED = frozenset({1000, 1002, 1005, 1007, 1008, 1009, 4000, *range(3000, 5000)})  # what a fuzzed peer may be told
FEW, MANY = 40, 1_500  # fuzzed connections on each socket

Way = tuple[str, str]  # path, token
OpenWay = Callable[[str], Awaitable[Way]]


@pytest.fixture
def way(anna: Device, made: Made, bystander: Screen) -> OpenWay:
    """The path of the board's socket or of a document's, and a token that opens it."""

    async def way(which: str) -> Way:
        if which == "board":
            return f"/ws/{made.code}", anna.token
        topic = (await bystander.act("propose_topic", title="Bostäder"))["made"]["topic"]
        return f"/ws/notes/{made.code}/{topic}", anna.token

    return way


def close_of(code: int, reason: bytes = b"") -> bytes:
    return frame(CLOSE, struct.pack("!H", code) + reason)


def with_length(opcode: int, payload: bytes, size: int) -> bytes:
    """A frame that takes more bytes for its length than it needs."""
    return bytes((FIN | opcode,)) + length_of(len(payload), size=size) + MASK + masked(payload)


RESERVED_BITS = {f"bit {bit:#x}, opcode {op}": frame(op, b"hi", first=FIN | bit | op)
                 for bit in (0x40, 0x20, 0x10) for op in (TEXT, BINARY, CLOSE, PING, PONG)}  # fmt: skip
RESERVED_OPCODES = {f"opcode {opcode:#x}": frame(opcode, b"hi") for opcode in (*range(3, 8), *range(0xB, 0x10))}
NOT_MASKED = {f"opcode {op} unmasked": frame(op, b"hi", is_masked=False) for op in (TEXT, BINARY, CLOSE, PING, PONG)}
CONTROL = {
    **{f"fragment of opcode {op}": part(op, b"\x03\xe8") for op in (CLOSE, PING, PONG)},
    **{f"126 bytes in opcode {op}": frame(op, b"\x03\xe8" + b"x" * 124) for op in (CLOSE, PING, PONG)},
}
SEQUENCE = {
    "a continuation of nothing": frame(CONTINUATION, b"hi"),
    "a fragment of nothing": part(CONTINUATION, b"hi"),
    "text in the middle of text": part(TEXT, b"a") + frame(TEXT, b"b"),
    "bytes in the middle of text": part(TEXT, b"a") + frame(BINARY, b"b"),
    "a continuation after the last": part(TEXT, b"\xff") + frame(CONTINUATION, b"") + frame(CONTINUATION, b""),
}
CLOSES = {
    **{f"close code {code}": close_of(code) for code in (
        0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535)},
    "a close of one byte": frame(CLOSE, b"\x03"),
}  # fmt: skip
FORBIDDEN = {**RESERVED_BITS, **RESERVED_OPCODES, **NOT_MASKED, **CONTROL, **SEQUENCE, **CLOSES}
NO_UTF_8 = {
    "a lone byte": frame(TEXT, b"\xff"),
    "an overlong slash": frame(TEXT, b"\xc0\xaf"),
    "a surrogate": frame(TEXT, b"\xed\xa0\x80"),
    "beyond the last": frame(TEXT, b"\xf4\x90\x80\x80"),
    "cut off": frame(TEXT, "Språkkafé".encode()[:-1]),
    "cut off over fragments": part(TEXT, b"\xe2\x82") + frame(CONTINUATION, b""),
    "wrong over fragments": part(TEXT, b"\xe2") + part(CONTINUATION, b"\x82") + frame(CONTINUATION, b"\x28"),
    "a close reason": close_of(1000, b"\xff\xfe"),
}
TOO_LARGE = {
    "a length of 2**63": bytes((FIN | TEXT, 0xFF)) + struct.pack("!Q", 1 << 63) + MASK,
    "a length of 2**64 - 1": bytes((FIN | BINARY, 0xFF)) + b"\xff" * 8 + MASK,
    "a length over the limit": bytes((FIN | BINARY, 0xFF)) + struct.pack("!Q", 1_048_577) + MASK,
    "fragments over the limit": (part(BINARY, b"x" * 60_000) + part(CONTINUATION, b"x" * 60_000) * 17),
}
WRONG = {
    **{name: (sent, 1002) for name, sent in FORBIDDEN.items()},
    **{name: (sent, 1007) for name, sent in NO_UTF_8.items()},
    **{name: (sent, 1009) for name, sent in TOO_LARGE.items()},
}


@pytest.mark.parametrize("which", ["board", "notes"])
@pytest.mark.parametrize("first", [True, False], ids=["at once", "later"])
async def test_whoever_breaks_the_rules_is_closed_alone_with_the_right_code(
    server: RunningServer, way: OpenWay, made: Made, bystander: Screen, which: str, first: bool
) -> None:
    """[S9, S14, Y1]"""
    path, token = await way(which)
    for name, (sent, code) in WRONG.items():
        async with raw_socket(server.port, path, token) as socket:
            if not first:
                await begin(socket, which)
            socket.say(sent)

            closed = await socket.closed()
            assert closed.code == code, name
            assert await socket.ended() == b"", name
        topics = len(bystander.board["topics"])
        await server.device(made.key("facilitator")).command(made.code, "propose_topic", title=name)
        await bystander.until(lambda topics=topics: len(bystander.board["topics"]) == topics + 1)  # type: ignore[misc]


async def begin(socket: RawSocket, which: str) -> None:
    """Say what every client says first, and hear the answer."""
    if which == "board":
        socket.say(frame(TEXT, HELLO))
        assert json.loads((await socket.hear()).payload)["type"] == "welcome"
    else:
        socket.say(frame(BINARY, STEP_1))
        assert (await socket.hear()).opcode == BINARY


@pytest.mark.parametrize("which", ["board", "notes"])
@pytest.mark.parametrize("code", [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999])
async def test_a_close_is_answered_with_its_own_code(
    server: RunningServer, way: OpenWay, which: str, code: int
) -> None:
    """[S14]"""
    async with raw_socket(server.port, *await way(which)) as socket:
        await begin(socket, which)
        socket.say(close_of(code, "hej då ".encode() * 15))

        assert (await socket.closed()).code == code
        assert await socket.ended() == b""


@pytest.mark.parametrize("which", ["board", "notes"])
async def test_a_close_without_a_code_is_answered_without_one(server: RunningServer, way: OpenWay, which: str) -> None:
    """[S14]"""
    async with raw_socket(server.port, *await way(which)) as socket:
        await begin(socket, which)
        socket.say(frame(CLOSE))

        assert await socket.closed() == Heard(CLOSE, b"")


@pytest.mark.parametrize("which", ["board", "notes"])
async def test_what_comes_after_a_close_is_not_read(server: RunningServer, way: OpenWay, which: str) -> None:
    """[S14]"""
    async with raw_socket(server.port, *await way(which)) as socket:
        await begin(socket, which)
        socket.say(close_of(1000) + frame(PING, b"still?") + frame(TEXT, HELLO) + frame(0x3, b"?"))

        assert (await socket.closed()).code == 1000
        assert await socket.ended() == b""


@pytest.mark.parametrize("which", ["board", "notes"])
@pytest.mark.parametrize("payload", [b"", b"x", b"\x00\xff" * 62 + b"!"])
async def test_a_ping_is_answered_with_what_it_held(
    server: RunningServer, way: OpenWay, which: str, payload: bytes
) -> None:
    """[S14]"""
    async with raw_socket(server.port, *await way(which)) as socket:
        socket.say(frame(PONG, b"nobody asked") + frame(PING, payload))

        while (heard := await socket.hear()).opcode != PONG:
            pass
        assert heard.payload == payload


async def test_pings_between_the_fragments_of_a_message_do_not_disturb_it(server: RunningServer, way: OpenWay) -> None:
    """[S14]"""
    async with raw_socket(server.port, *await way("board")) as socket:
        socket.say(
            part(TEXT, HELLO[:9]) + frame(PING, b"1") + part(CONTINUATION, b"") + part(CONTINUATION, HELLO[9:20])
        )
        socket.say(frame(PING, b"2") + frame(CONTINUATION, HELLO[20:]))

        heard = [await socket.hear() for _ in range(3)]
        assert [(one.opcode, one.payload) for one in heard[:2]] == [(PONG, b"1"), (PONG, b"2")]
        assert json.loads(heard[2].payload)["type"] == "welcome"


async def test_a_letter_may_be_cut_between_fragments(server: RunningServer, way: OpenWay) -> None:
    """[S14]"""
    command = '{"type":"propose_topic","command_id":"c","title":"Språkkafé 😀"}'.encode()
    async with raw_socket(server.port, *await way("board")) as socket:
        await begin(socket, "board")
        *parts, last = (bytes((byte,)) for byte in command)
        socket.say(part(TEXT, parts[0]) + b"".join(part(CONTINUATION, byte) for byte in parts[1:]))
        socket.say(frame(CONTINUATION, last))

        while (answer := json.loads((await socket.hear()).payload))["type"] != "accepted":
            pass
        assert answer["command_id"] == "c"


@pytest.mark.parametrize("size", [2, 8])
async def test_a_length_that_takes_more_bytes_than_it_needs_is_read_all_the_same(
    server: RunningServer, way: OpenWay, size: int
) -> None:
    """[S14] RFC 6455 asks senders for the shortest; browsers and the libraries we know read any."""
    async with raw_socket(server.port, *await way("board")) as socket:
        socket.say(with_length(PING, b"hi", size) + with_length(TEXT, HELLO, size))

        assert await socket.hear() == Heard(PONG, b"hi")
        assert json.loads((await socket.hear()).payload)["type"] == "welcome"


async def test_a_frame_byte_by_byte_is_a_frame(server: RunningServer, way: OpenWay) -> None:
    """[S14]"""
    async with raw_socket(server.port, *await way("board")) as socket:
        for byte in frame(TEXT, HELLO):
            socket.say(bytes((byte,)))
            await asyncio.sleep(0)

        assert json.loads((await socket.hear()).payload)["type"] == "welcome"


async def test_a_server_that_stops_tells_every_socket(start_server: StartServer, tmp_path: Path) -> None:
    """[S10, Y2] 1012: come back."""
    with start_server(tmp_path / "openspace.db") as server:
        device = server.device()
        made = await device.make_board()
        await device.join(made.code)
        topic = (await device.command(made.code, "propose_topic", title="Bostäder")).json()["made"]["topic"]
        async with (
            raw_socket(server.port, f"/ws/{made.code}", device.token) as board,
            raw_socket(server.port, f"/ws/notes/{made.code}/{topic}", device.token) as notes,
        ):
            await begin(board, "board")
            await begin(notes, "notes")

            server.server.should_exit = True

            assert [(await board.closed()).code, (await notes.closed()).code] == [1012, 1012]


@pytest.mark.parametrize("which", ["board", "notes"])
@pytest.mark.parametrize(
    ("seed", "count"), [(1, FEW), pytest.param(2, MANY, marks=pytest.mark.long)], ids=["few", "many"]
)
async def test_a_fuzzed_peer_harms_nobody(
    server: RunningServer, way: OpenWay, made: Made, bystander: Screen, which: str, seed: int, count: int
) -> None:
    """[S9, S14, Y2]"""
    path, token = await way(which)
    facilitator = server.device(made.key("facilitator"))
    for number in range(count):
        chance = random.Random(f"{seed} {which} {number}")
        async with raw_socket(server.port, path, token) as socket:
            if chance.random() < 0.5:
                await begin(socket, which)
            socket.say(fuzzed(chance, [HELLO, STEP_1]))
            socket.writer.write_eof()

            code = await code_of(socket)
            assert code is None or code in ALLOWED, f"seed {seed} {which} {number}: {code}"
        if number % 10 == 0:
            title = f"{seed} {number}"
            await facilitator.command(made.code, "propose_topic", title=title)
            await bystander.until(lambda title=title: title in titles(bystander))  # type: ignore[misc]


def titles(screen: Screen) -> list[str]:
    return [topic["title"] for topic in screen.board["topics"].values()]


async def code_of(socket: RawSocket) -> int | None:
    """What it was closed with; None if the server waited for more until there was no more."""
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionResetError):
        async with asyncio.timeout(WAIT_MAX_S):
            return (await socket.closed()).code
    return None


def fuzzed(chance: random.Random, payloads: list[bytes]) -> bytes:
    """Some frames, most of them nearly right, and then some bytes of it changed, doubled or left out."""
    sent = bytearray()
    for _ in range(chance.randint(1, 6)):
        opcode = chance.choice([TEXT, BINARY, CONTINUATION, CLOSE, PING, PONG, chance.randrange(16)])
        payload = chance.choice([*payloads, b"", chance.randbytes(chance.randrange(200)), b"\x03\xe8"])
        first = chance.choice([None, None, None, opcode, chance.randrange(256)])
        sent += frame(opcode, payload, first=first, is_masked=chance.random() < 0.95)
    for _ in range(chance.choice([0, 0, 1, 3, 10])):
        at = chance.randrange(len(sent))
        change = chance.choice([bytes((chance.randrange(256),)), b"", sent[at : at + 8] * 2])
        sent[at : at + 1] = change
        if not sent:
            break
    return bytes(sent)
