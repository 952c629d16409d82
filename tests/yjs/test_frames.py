"""Messages of y-protocols, read as bounded and exactly as they are written."""

import msgspec
import pytest

from openspace.yjs.errors import BadFrame
from openspace.yjs.frames import (
    PEERS_MAX,
    STATE_MAX_BYTES,
    STATE_MAX_DEPTH,
    Awareness,
    Message,
    Peer,
    PermissionDenied,
    QueryAwareness,
    SyncStep1,
    SyncStep2,
    Update,
    decode_message,
    encode_message,
    read_state,
)
from openspace.yjs.writer import block, uint

CARET = '{"user":{"name":"Åsa 👋🏽"},"cursor":{"anchor":{"type":null,"tname":"notes","item":{"client":7,"clock":2}}}}'

# What y-websocket 3.1 sends: step 1 of an empty document, an update, a state, a leave, a query.
STOCK: list[tuple[str, Message]] = [
    ("00000100", SyncStep1(b"\x00")),
    ("0001020000", SyncStep2(b"\x00\x00")),
    ("000203010203", Update(b"\x01\x02\x03")),
    ("01060107000 27b7d".replace(" ", ""), Awareness((Peer(7, 0, "{}"),))),
    ("0108010701046e756c6c", Awareness((Peer(7, 1, None),))),
    ("03", QueryAwareness()),
    ("0200056e65 6a2e20".replace(" ", ""), PermissionDenied("nej. ")),
]


@pytest.mark.parametrize(("written", "message"), STOCK, ids=lambda value: value if isinstance(value, str) else "")
def test_what_the_stock_client_sends_is_read_and_written_alike(written: str, message: Message) -> None:
    assert decode_message(bytes.fromhex(written)) == message
    assert encode_message(message) == bytes.fromhex(written)


@pytest.mark.parametrize("written", [written for written, _message in STOCK])
def test_a_message_cut_short_or_with_more_behind_is_refused(written: str) -> None:
    whole = bytes.fromhex(written)

    for damaged in (*(whole[:end] for end in range(len(whole))), whole + b"\x00"):
        with pytest.raises(BadFrame):
            decode_message(damaged)


@pytest.mark.parametrize("written", ["04", "0003", "0201", "7f", "80"])
def test_unknown_kinds_are_refused(written: str) -> None:
    with pytest.raises(BadFrame):
        decode_message(bytes.fromhex(written))


def test_a_caret_and_a_name_are_kept_letter_by_letter() -> None:
    said = Awareness((Peer(2**32 - 1, 12, CARET), Peer(2**53 - 1, 2**31, None)))

    assert decode_message(encode_message(said)) == said
    assert read_state(CARET) == msgspec.json.decode(CARET)


@pytest.mark.parametrize(
    "state",
    [
        "",
        "[]",
        "7",
        '"x"',
        "{",
        '{"a":NaN}',
        '{"a":1}{}',
        "{'a':1}",
        "[" * STATE_MAX_BYTES,
        '{"a":' * 400,
        '{"a":' * (STATE_MAX_DEPTH + 1) + "1" + "}" * (STATE_MAX_DEPTH + 1),
        '{"a":[' * 5 + "1" + "]}" * 5,
    ],
)
def test_a_state_that_would_stop_other_clients_is_refused(state: str) -> None:
    with pytest.raises(BadFrame):
        decode_message(encode_message(Awareness((Peer(7, 0, state),))))


def test_a_state_as_deep_as_allowed_is_read() -> None:
    state = '{"a":' * STATE_MAX_DEPTH + "1" + "}" * STATE_MAX_DEPTH

    assert decode_message(encode_message(Awareness((Peer(7, 0, state),)))) == Awareness((Peer(7, 0, state),))


def test_a_state_may_be_so_long_and_a_room_so_full() -> None:
    long = '{"a":"' + "x" * (STATE_MAX_BYTES - 8) + '"}'
    room = Awareness(tuple(Peer(client, 0, "{}") for client in range(PEERS_MAX)))

    assert decode_message(encode_message(Awareness((Peer(1, 0, long),)))) == Awareness((Peer(1, 0, long),))
    assert decode_message(encode_message(room)) == room
    for beyond in (Awareness((Peer(1, 0, long + " "),)), Awareness((*room.peers, Peer(PEERS_MAX, 0, "{}")))):
        with pytest.raises(BadFrame):
            decode_message(encode_message(beyond))


def test_a_state_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(BadFrame):
        decode_message(b"\x01" + block(uint(1) + uint(7) + uint(0) + block(b'{"a":"\xed\xa0\xbd"}')))
