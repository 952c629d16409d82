"""Photos made small enough for a file that a hall takes home over one network."""

import io
from collections.abc import Mapping
from math import sqrt
from typing import Final

from PIL import Image

TOTAL_MAX_BYTES: Final = 24 * 1024 * 1024  # forty photos as they come from phones
SIDE_MIN_PX: Final = 640  # what is written on a flip chart can still be read
SIDE_MAX_PX: Final = 2_048
QUALITY: Final = 72


def fitting(photos: Mapping[str, bytes], total_max_bytes: int = TOTAL_MAX_BYTES) -> Mapping[str, bytes]:
    """The photos as they are, or all of them as much smaller as it takes; never below `SIDE_MIN_PX`."""
    side = side_within(sum(map(len, photos.values())), total_max_bytes)
    return {digest: smaller(content, side) for digest, content in photos.items()} if side else photos


def side_within(total_bytes: int, total_max_bytes: int) -> int | None:
    """So many pixels each may have for all of them to fit; None when they do as they are."""
    if total_bytes <= total_max_bytes:
        return None
    return max(SIDE_MIN_PX, int(SIDE_MAX_PX * sqrt(total_max_bytes / total_bytes)))


def smaller(content: bytes, side: int) -> bytes:
    """A JPEG with neither side longer than `side` pixels; as it is where that gains nothing, or it is no picture."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
            image.draft("RGB", (side, side))  # decoded at half the size or less where that is enough
            image.thumbnail((side, side))
            written = io.BytesIO()
            image.convert("RGB").save(written, "JPEG", quality=QUALITY, optimize=True)
    except (OSError, ValueError, Image.DecompressionBombError):
        return content
    return min(written.getvalue(), content, key=len)
