"""Writes small updates by hand, struct by struct."""

from openspace.yjs.writer import block, uint

ROOT = b"\x01" + block(b"notes")
NOTHING_DELETED = b"\x00"


def update(*clients: bytes, deletions: bytes = NOTHING_DELETED) -> bytes:
    return uint(len(clients)) + b"".join(clients) + deletions


def structs(client: int, clock: int, *written: bytes) -> bytes:
    return uint(len(written)) + uint(client) + uint(clock) + b"".join(written)


def first(text: str) -> bytes:
    return b"\x04" + ROOT + block(text.encode())


def after(client: int, clock: int, text: str) -> bytes:
    return b"\x84" + uint(client) + uint(clock) + block(text.encode())


def before(client: int, clock: int, text: str) -> bytes:
    return b"\x44" + uint(client) + uint(clock) + block(text.encode())


def gone(client: int, *ranges: tuple[int, int]) -> bytes:
    return uint(1) + uint(client) + uint(len(ranges)) + b"".join(uint(clock) + uint(length) for clock, length in ranges)


def between(client: int, clock: int, text: str) -> bytes:
    """Put words right before a letter and after the one before it, as a client does that sees both."""
    return amid(client, clock - 1, clock, text)


def amid(client: int, left: int, right: int, text: str) -> bytes:
    return b"\xc4" + b"".join(map(uint, (client, left, client, right))) + block(text.encode())
