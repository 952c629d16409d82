"""Hostile updates, the same for the same seed: real ones damaged, and well-formed ones no client would send."""

from collections.abc import Callable, Sequence
from random import Random

from openspace.yjs.update import CLOCK_MAX
from openspace.yjs.writer import block, uint

STRINGS = ("x", "åäö", "مرحبا", "👍🏽", "👨‍👩‍👧", "\ufffd\ufffd", "a👍", "\x00", "n" * 300)
NUMBERS = (
    0,
    1,
    2,
    127,
    128,
    2**14,
    2**21,
    2**28,
    2**31 - 1,
    2**31,
    2**32 - 1,
    2**32,
    2**53 - 1,
    2**53,
    2**63,
    2**64 - 1,
)


def damaged(update: bytes, others: Sequence[bytes], dice: Random) -> bytes:
    """One to three small harms, one after the other."""
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        update = dice.choice(HARMS)(update, others, dice)
    return update


def _flipped(update: bytes, _others: Sequence[bytes], dice: Random) -> bytes:
    at = dice.randrange(len(update) or 1)
    return update[:at] + bytes(byte ^ 1 << dice.randrange(8) for byte in update[at : at + 1]) + update[at + 1 :]


def _replaced(update: bytes, _others: Sequence[bytes], dice: Random) -> bytes:
    at = dice.randrange(len(update) or 1)
    return update[:at] + bytes((dice.randrange(256),)) + update[at + 1 :]


def _truncated(update: bytes, _others: Sequence[bytes], dice: Random) -> bytes:
    return update[: dice.randrange(len(update) + 1)]


def _inserted(update: bytes, _others: Sequence[bytes], dice: Random) -> bytes:
    at = dice.randrange(len(update) + 1)
    return update[:at] + dice.randbytes(dice.randint(1, 6)) + update[at:]


def _spliced(update: bytes, others: Sequence[bytes], dice: Random) -> bytes:
    other = dice.choice(others)
    return update[: dice.randrange(len(update) + 1)] + other[dice.randrange(len(other) + 1) :]


def _doubled(update: bytes, _others: Sequence[bytes], dice: Random) -> bytes:
    start = dice.randrange(len(update) + 1)
    end = dice.randint(start, min(len(update), start + 40))
    return update[:end] + update[start:end] + update[end:]


def _inflated(update: bytes, _others: Sequence[bytes], dice: Random) -> bytes:
    """Some byte, which may begin a number, becomes a large number, or a small one written long."""
    at = dice.randrange(len(update) or 1)
    number = uint(dice.choice(NUMBERS))
    if dice.random() < 0.3:
        number = bytes((number[-1] | 128, *(128,) * dice.randrange(9), 0))
    return update[:at] + number + update[at + 1 :]


HARMS: tuple[Callable[[bytes, Sequence[bytes], Random], bytes], ...] = (
    _flipped,
    _replaced,
    _truncated,
    _inserted,
    _spliced,
    _doubled,
    _inflated,
)


class Forger:
    """Writes updates by the rules of the bytes, on top of a document at `state`, that no honest client would make."""

    def __init__(self, state: dict[int, int], dice: Random) -> None:
        self.state = state
        self.dice = dice
        self.clients = [*state, dice.randrange(2**32), 2**53 - 1]

    def forged(self) -> bytes:
        dice = self.dice
        clients = dice.sample(self.clients, dice.randint(0, min(3, len(self.clients))))
        structs = b"".join(self._client(client) for client in clients)
        gone = dice.sample(self.clients, dice.choice((0, 0, 1, 2)))
        return uint(len(clients)) + structs + uint(len(gone)) + b"".join(map(self._deletions, gone))

    def _client(self, client: int) -> bytes:
        known = self.state.get(client, 0)
        clock = max(0, self.dice.choice((known, known, known, known - 1, known - 3, known + 1, 0, self._clock(client))))
        count = self.dice.choice((1, 1, 2, 3, 8))
        written = uint(count) + uint(client) + uint(clock)
        for _ in range(count):
            struct, length = self._struct(client, clock)
            written += struct
            clock += length
        return written

    def _struct(self, client: int, clock: int) -> tuple[bytes, int]:
        dice = self.dice
        kind = dice.choice((4, 4, 4, 4, 1, 0, 10))
        content, length = self._content(kind)
        if kind in (0, 10):
            return uint(kind) + content, length
        has_left, has_right = dice.random() < 0.7, dice.random() < 0.6
        written = bytes((kind | 128 * has_left | 64 * has_right,))
        written += self._id(client, clock) if has_left else b""
        written += self._id(client, clock) if has_right else b""
        if not has_left and not has_right:
            written += b"\x01" + block(b"notes")
        return written + content, length

    def _content(self, kind: int) -> tuple[bytes, int]:
        if kind == 4:
            text = self.dice.choice(STRINGS)
            return block(text.encode()), len(text.encode("utf-16-le")) // 2
        length = self.dice.choice((1, 1, 2, 5, 300, CLOCK_MAX // 4))
        return uint(length), length

    def _id(self, client: int, clock: int) -> bytes:
        """Some letter: one of its own client, near or far, or any other's."""
        dice = self.dice
        if clock and dice.random() < 0.4:
            return uint(client) + uint(dice.choice((clock - 1, 0, dice.randrange(clock))))
        other = dice.choice(self.clients)
        return uint(other) + uint(self._clock(other))

    def _clock(self, client: int) -> int:
        known = self.state.get(client, 0)
        return self.dice.randrange(known + 3) if self.dice.random() < 0.1 else self.dice.randrange(known or 1)

    def _deletions(self, client: int) -> bytes:
        ranges, clock = [], 0
        for _ in range(self.dice.choice((0, 1, 1, 3))):
            clock += self.dice.randrange(self.state.get(client, 0) // 2 + 2)
            length = self.dice.choice((1, 1, 2, 7, CLOCK_MAX // 2))
            ranges.append(uint(clock) + uint(length))
            clock += length
        return uint(client) + uint(len(ranges)) + b"".join(ranges)
