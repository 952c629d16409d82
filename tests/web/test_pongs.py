"""Answers to pings that the parser is not told of: only where it would have made nothing else of them."""

import logging
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

from openspace.web.pongs import PING, is_pong
from tests.web.raw_socket import (
    BINARY,
    CLOSE,
    CONTINUATION,
    MASK,
    TEXT,
    frame,
    handshake,
    length_of,
    part,
)
from tests.web.raw_socket import PING as PING_OPCODE
from tests.web.raw_socket import PONG as PONG_OPCODE

PONG = frame(PONG_OPCODE)
LIMIT_BYTES = 1_000
TEXT_OF_SIX_BYTES = frame(TEXT, b"\x8b\x82\x03\x04\x05\x06")  # a pong's head once it is masked
SAID = st.sampled_from([
    PONG, PONG, PONG, frame(PING_OPCODE), frame(PING_OPCODE, b"who"), frame(PONG_OPCODE, b"me"), frame(TEXT, b"words"),
    frame(BINARY, b"\xff\x00"), part(TEXT, b"in "), part(CONTINUATION, b"many "), frame(CONTINUATION, b"parts"),
    TEXT_OF_SIX_BYTES, frame(CLOSE, b"\x03\xe8"), frame(PONG_OPCODE, is_masked=False), part(PONG_OPCODE, b""),
    frame(PONG_OPCODE, b"x" * 126), frame(PONG_OPCODE, first=0xCA), frame(TEXT, b"\xff"), frame(0xB), PONG[:2],
])  # fmt: skip

Heard = tuple[list[Frame], bytes, object, object]


def a_connection(*, is_open: bool = True) -> ServerProtocol:
    """The server's end, after the handshake or just before its answer."""
    connection = ServerProtocol(max_size=LIMIT_BYTES, logger=logging.getLogger("tests.quiet"))
    connection.receive_data(handshake("/"))
    (request,) = connection.events_received()
    assert isinstance(request, Request)
    if is_open:
        connection.send_response(connection.accept(request))
        connection.data_to_send()
    return connection


def heard(chunks: Iterable[bytes], *, in_short: bool) -> Heard:
    """What a connection makes of these: frames but pongs, what it answers, its state, why it gave up."""
    connection = a_connection()
    frames: list[Frame] = []
    answers = b""
    for chunk in chunks:
        if not (in_short and is_pong(chunk, connection)):
            connection.receive_data(chunk)
            frames += [event for event in connection.events_received() if isinstance(event, Frame)]
            answers += b"".join(connection.data_to_send())
    spoken = [frame for frame in frames if frame.opcode is not Opcode.PONG]
    return spoken, answers, connection.state, type(connection.parser_exc)


def test_whoever_answers_our_ping_is_known_by_six_bytes() -> None:
    """[S11]"""
    (answer,) = heard([frame(PING_OPCODE)], in_short=False)[1:2]
    assert (PING, answer) == (b"\x89\x00", b"\x8a\x00")  # a server's; a client's is masked

    assert is_pong(PONG, a_connection())
    assert is_pong(b"\x8a\x80" + b"\xff\x00\xfe\x01", a_connection())


@pytest.mark.parametrize("chunk", [
    PONG + PONG, PONG[:5], PONG[1:], PONG + b"\x81", frame(PONG_OPCODE, b"me"), frame(PONG_OPCODE, is_masked=False),
    part(PONG_OPCODE, b""), frame(PONG_OPCODE, first=0xCA), frame(PING_OPCODE), frame(TEXT), frame(CLOSE), b"",
    b"\x8a" + length_of(0, size=2) + MASK, b"\x8a\x81" + MASK,
])  # fmt: skip
def test_everything_else_is_the_parsers(chunk: bytes) -> None:
    """[S14]"""
    assert not is_pong(chunk, a_connection())


def test_between_the_fragments_of_a_message_it_is_known_too() -> None:
    connection = a_connection()
    connection.receive_data(part(TEXT, b"in "))

    assert is_pong(PONG, connection)


@pytest.mark.parametrize("begun", [b"\x81", TEXT_OF_SIX_BYTES[:2], TEXT_OF_SIX_BYTES[:4], TEXT_OF_SIX_BYTES[:-6],
                                   frame(TEXT, b"x" * 200)[:4], PONG[:2]])  # fmt: skip
def test_in_the_middle_of_a_frame_the_same_bytes_belong_to_it(begun: bytes) -> None:
    """[S14]"""
    connection = a_connection()
    connection.receive_data(begun)

    assert not is_pong(PONG, connection)


def test_before_the_handshake_is_answered_and_after_a_goodbye_of_either_side_nothing_is() -> None:
    """[S14]"""
    left, leaving = a_connection(), a_connection()
    left.receive_data(frame(CLOSE, b"\x03\xe8"))
    leaving.send_close(1012)

    assert [is_pong(PONG, connection) for connection in (a_connection(is_open=False), left, leaving)] == [False] * 3


@given(st.lists(SAID, max_size=12), st.lists(st.integers(0, 200), max_size=12))
def test_whatever_comes_in_whatever_pieces_the_same_is_heard(said: list[bytes], cuts: list[int]) -> None:
    """[S14] Each frame in a piece of its own, all of them in one, and cut anywhere."""
    whole = b"".join(said)
    ends = [0, *sorted(cuts), len(whole)]
    anywhere = [whole[begin:end] for begin, end in pairwise(ends) if whole[begin:end]]

    for chunks in (said, [whole], anywhere):
        assert heard(chunks, in_short=True) == heard(chunks, in_short=False)
