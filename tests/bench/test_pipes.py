"""What goes through the pipes between Python and the generator in C."""

import struct

from bench.load.pipes import decode_opening, encode_act, text
from bench.load.plan import Act
from bench.load.websocket import with_key


def test_a_text_has_its_length_in_bytes_before_it() -> None:
    assert text("å") == struct.pack("=Q", 2) + "å".encode()


def test_an_act_is_its_time_client_text_and_mark() -> None:
    encoded = encode_act(Act(at_s=1.5, client=3, text="a", mark=b"bc"))

    assert encoded == struct.pack("=dQQ1sQ2s", 1.5, 3, 1, b"a", 2, b"bc")


def test_an_upgrade_gets_a_key_unless_it_has_one() -> None:
    bare = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    assert with_key(bare).endswith(b"\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
    assert with_key(with_key(bare)) == with_key(bare)
    assert with_key(b"") == b""


def test_an_opening_is_three_lists() -> None:
    report = struct.pack("=QdQ2dQ2d", 1, 1, 2, 0.25, -1, 2, 900, 0)

    opening = decode_opening(report)

    assert (opening.failed, opening.live_s, opening.bytes) == (1, [0.25, -1.0], [900, 0])
