"""Pictures as phones, scanners and people who mean no good send them."""

from io import BytesIO
from typing import Any

from PIL import Image

SECRET = b"Lantgatan 7"
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: Any) -> bytes:
    """A picture, red at its top left, blue elsewhere. `more`: of Pillow's `save`."""
    image = Image.new("RGB", size, (20, 40, 200))
    image.paste((200, 20, 20), (0, 0, size[0] // 2, size[1] // 2))
    return written(image.convert(mode), kind, **more)


def written(image: Image.Image, kind: str, **more: Any) -> bytes:
    content = BytesIO()
    image.save(content, kind, **more)
    return content.getvalue()


def from_a_phone() -> bytes:
    """Held upright, so turned by a word in its EXIF; that says where it was too."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the top is at the right
    exif[MAKER] = SECRET.decode()
    exif.get_ifd(GPS).update({1: "N", 2: (55.0, 42.0, 0.0), 3: "E", 4: (13.0, 11.0, 0.0), 27: SECRET})
    return picture(size=(60, 40), exif=exif, comment=SECRET, xmp=b"<x>" + SECRET + b"</x>")


def bomb() -> bytes:
    """A few kilobytes that unfold to a hundred million points."""
    return written(Image.new("1", (10_000, 10_000)), "PNG")


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image
