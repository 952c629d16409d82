"""Photos as paper needs them: smaller than on a screen one can zoom, so that a book of 40 is not 25 MB."""

import io
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from PIL import Image

from openspace.exports.paper import Plate

PRINT_MAX_PIXELS = 1_024  # of the longest side, 185 dots an inch: half of what a board keeps, so JPEG is read at half
PRINT_MAX_CM = (14.0, 9.5)  # width, height
QUALITY = 80
THREADS = 2


def for_print(photos: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same JPEGs, none larger than paper shows; those that are none are left out."""
    with ThreadPoolExecutor(THREADS) as threads:
        made = threads.map(_scaled, photos.values())
        return {digest: content for digest, content in zip(photos, made, strict=True) if content}


def width_cm(plate: Plate) -> float:
    widest, highest = PRINT_MAX_CM
    return min(widest, highest * plate.width / max(plate.height, 1))


def _scaled(content: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
            if max(image.size) <= PRINT_MAX_PIXELS:
                image.load()
                return content
            shrink = PRINT_MAX_PIXELS / max(image.size)
            wanted = (round(image.width * shrink) or 1, round(image.height * shrink) or 1)
            image.draft("RGB", wanted)  # decoded smaller at once where that is large enough
            image.thumbnail(wanted, Image.Resampling.BILINEAR, reducing_gap=None)
            out = io.BytesIO()
            image.convert("RGB").save(out, "JPEG", quality=QUALITY)
            return out.getvalue()
    except (OSError, ValueError, Image.DecompressionBombError):
        return b""
