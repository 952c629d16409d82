"""A client's side of WebSocket (RFC 6455) as bytes: the key of its upgrade, and its frames. Pure."""

from typing import Final

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
FINAL: Final = 0x80
SAMPLE_KEY: Final = b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"  # RFC 6455 section 1.3


def with_key(upgrade: bytes) -> bytes:
    """Every connection's key may be the same: nobody here looks at the answer to it."""
    if not upgrade or b"sec-websocket-key" in upgrade.lower():
        return upgrade
    return upgrade.removesuffix(b"\r\n") + SAMPLE_KEY + b"\r\n"


def masked(opcode: int, payload: bytes) -> bytes:
    """One frame as a client sends it, under a mask of zeros, which every server must take."""
    size = len(payload)
    if size < 126:
        head = bytes((FINAL | opcode, 0x80 | size))
    elif size < 65_536:
        head = bytes((FINAL | opcode, 0xFE)) + size.to_bytes(2, "big")
    else:
        head = bytes((FINAL | opcode, 0xFF)) + size.to_bytes(8, "big")
    return head + bytes(4) + payload
