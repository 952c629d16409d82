"""A page that is alike for everybody but for a few gaps: compressed once, and only what fills them for each reader.

Pieces of a gzip file (RFC 1952) may be compressed apart, if each but the last ends on a byte and refers to nothing
before it; only the checksum at the end runs over everything.
"""

import struct
import zlib
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

# Deflate, no time, no system: what `gzip.compress(…, mtime=0)` writes.
_HEADER: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_LAST_BLOCK: Final = b"\x03\x00"  # empty; RFC 1951 section 3.2.3
_SMALL_WINDOW: Final = -9  # 512 bytes: what fills a gap is short, and a large window costs more to set up than it saves
_STORED_MAX_BYTES: Final = 64  # what is as short gains nothing, and is a block as it stands (RFC 1951 section 3.2.4)
_WHOLE_WINDOW: Final = -15
_SMALL_MEMORY: Final = 1  # zlib's least: to clear what it takes by itself would cost four times as much as the packing
_WHOLE_MEMORY: Final = 9


class GappedPage(Struct, frozen=True):
    """`plain` and `packed`: what stands before, between and after the gaps, as UTF-8 and deflated."""

    plain: tuple[bytes, ...]
    packed: tuple[bytes, ...]

    def html(self, fillings: Sequence[str]) -> bytes:
        """One filling a gap, in their order."""
        return b"".join(self._in_turn(self.plain, [filling.encode() for filling in fillings]))

    def gzipped(self, fillings: Sequence[str]) -> bytes:
        encoded = [filling.encode() for filling in fillings]
        check, length = 0, 0
        for piece in self._in_turn(self.plain, encoded):
            check, length = zlib.crc32(piece, check), length + len(piece)
        packed = self._in_turn(self.packed, [filled(piece) for piece in encoded])
        return b"".join([_HEADER, *packed, _LAST_BLOCK, struct.pack("<II", check, length & 0xFFFFFFFF)])

    @staticmethod
    def _in_turn(pieces: tuple[bytes, ...], fillings: list[bytes]) -> list[bytes]:
        both = zip(pieces, [*fillings, b""], strict=True)
        return [part for piece, filling in both for part in (piece, filling)]


def with_gaps(html: str, marks: Sequence[str]) -> GappedPage:
    """The page with a gap where each mark stands for the first time; they stand in this order."""
    plain: list[bytes] = []
    for mark in marks:
        before, _, html = html.partition(mark)
        plain.append(before.encode())
    plain.append(html.encode())
    return GappedPage(tuple(plain), tuple(deflated(piece, 9, _WHOLE_WINDOW, _WHOLE_MEMORY) for piece in plain))


def filled(piece: bytes) -> bytes:
    if len(piece) > _STORED_MAX_BYTES:
        return deflated(piece, 1, _SMALL_WINDOW, _SMALL_MEMORY)
    return struct.pack("<xHH", len(piece), 0xFFFF - len(piece)) + piece


def deflated(piece: bytes, level: int, window: int, memory: int) -> bytes:
    """Up to a byte's end, with more to follow."""
    if not piece:
        return b""
    packer = zlib.compressobj(level, zlib.DEFLATED, window, memory)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
