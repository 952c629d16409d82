"""The messages of y-protocols, as the stock y-websocket client (version 3) speaks them, to and from bytes.

Nothing here waits or keeps anything. What an update says is read by `update.py`, a state vector by the same.
"""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from openspace.yjs.errors import BadFrame
from openspace.yjs.reader import Reader
from openspace.yjs.writer import block, uint

SYNC, AWARENESS, AUTH, QUERY_AWARENESS = 0, 1, 2, 3
STEP_1, STEP_2, UPDATE = 0, 1, 2
PERMISSION_DENIED = 0

# A stock client says again what it heard of the others, so one message may speak of a whole room.
PEERS_MAX = 1_000

# A name, a colour and a caret are some 300 bytes; a caret is nested five deep.
STATE_MAX_BYTES = 2_048
STATE_MAX_DEPTH = 8

REASON_MAX_BYTES = 1_024


class SyncStep1(Struct, frozen=True):
    """What the sender knows: a state vector."""

    state: bytes


class SyncStep2(Struct, frozen=True):
    """The answer to a step 1: an update with all that the other lacks."""

    update: bytes


class Update(Struct, frozen=True):
    """A change that was just made."""

    update: bytes


class Peer(Struct, frozen=True):
    """One client's word of itself. clock: larger is newer; state: a JSON object as text, None when it has left."""

    client: int
    clock: int
    state: str | None


class Awareness(Struct, frozen=True):
    peers: tuple[Peer, ...]


class QueryAwareness(Struct, frozen=True):
    """Asks for what is known of everybody."""


class PermissionDenied(Struct, frozen=True):
    reason: str


Message = SyncStep1 | SyncStep2 | Update | Awareness | QueryAwareness | PermissionDenied


def decode_message(data: bytes) -> Message:
    """Read one binary message to its last byte. Updates and state vectors inside it are not looked into.

    Raises:
        BadFrame: Not a message of the protocol, or beyond its bounds.
    """
    reader = Reader(data, BadFrame)
    message = _read_message(reader)
    reader.finish()
    return message


def _read_message(reader: Reader) -> Message:
    kind = reader.uint()
    if kind == SYNC:
        return _read_sync(reader)
    if kind == AWARENESS:
        return Awareness(_read_peers(reader.block()))
    if kind == QUERY_AWARENESS:
        return QueryAwareness()
    if kind == AUTH and reader.uint() == PERMISSION_DENIED:
        return PermissionDenied(reader.text(REASON_MAX_BYTES))
    raise BadFrame(0, f"a message of kind {kind}")


def _read_sync(reader: Reader) -> SyncStep1 | SyncStep2 | Update:
    step = reader.uint()
    if step == STEP_1:
        return SyncStep1(reader.block())
    if step == STEP_2:
        return SyncStep2(reader.block())
    if step == UPDATE:
        return Update(reader.block())
    raise BadFrame(1, f"a sync message of kind {step}")


def _read_peers(data: bytes) -> tuple[Peer, ...]:
    reader = Reader(data, BadFrame)
    peers = []
    for _ in range(reader.uint(PEERS_MAX)):
        client, clock, start = reader.uint(), reader.uint(), reader.position
        state = reader.text(STATE_MAX_BYTES)
        peers.append(Peer(client, clock, None if read_state(state, start) is None else state))
    reader.finish()
    return tuple(peers)


def read_state(state: str, where: int = 0) -> dict[str, object] | None:
    """Read one client's state.

    Raises:
        BadFrame: Not JSON, neither an object nor null, or nested too deep.
    """
    try:
        read = msgspec.json.decode(state, type=dict[str, object] | None)
    except (msgspec.DecodeError, RecursionError) as wrong:
        raise BadFrame(where, f"an awareness state that is no JSON object: {wrong}") from None
    if is_deeper(read, STATE_MAX_DEPTH):
        raise BadFrame(where, f"an awareness state nested deeper than {STATE_MAX_DEPTH}")
    return read


def is_deeper(value: object, depth: int) -> bool:
    """Go down level by level: a state is small, and its depth is not trusted."""
    level = [value]
    for _ in range(depth + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def encode_message(message: Message) -> bytes:
    """Write a message as the stock client reads it."""
    match message:
        case SyncStep1(state):
            return bytes((SYNC, STEP_1)) + block(state)
        case SyncStep2(update):
            return bytes((SYNC, STEP_2)) + block(update)
        case Update(update):
            return bytes((SYNC, UPDATE)) + block(update)
        case Awareness(peers):
            return bytes((AWARENESS,)) + block(uint(len(peers)) + b"".join(map(_peer, peers)))
        case QueryAwareness():
            return bytes((QUERY_AWARENESS,))
        case PermissionDenied(reason):
            return bytes((AUTH, PERMISSION_DENIED)) + block(reason.encode())


def _peer(peer: Peer) -> bytes:
    state = "null" if peer.state is None else peer.state
    return uint(peer.client) + uint(peer.clock) + block(state.encode())
