"""A photo made fit to keep: an upright JPEG of at most 2,048 px, without what the camera wrote into it.

Pure, bytes in and bytes out. What a picture is says its content alone, never its name or its header; what is too large
is refused before anything of it is decoded. Rule R8 of docs/PROTOCOL.md.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from msgspec import Struct
from PIL import Image, ImageCms, ImageOps

from openspace.domain.errors import N_, Refused

PICTURE_MAX_BYTES: Final = 20 * 1024 * 1024
SIDE_MAX: Final = 2_048  # px, of what is kept
THUMBNAIL_SIDE_MAX: Final = 480
QUALITY: Final = 82
THUMBNAIL_QUALITY: Final = 76
# A JPEG is made smaller while it is decoded; of the others every point lies in memory first.
POINTS_MAX: Final = {"JPEG": 52_000_000, "PNG": 25_000_000, "WEBP": 25_000_000, "GIF": 25_000_000}
JPEG_SCANS_MAX: Final = 100  # cameras make about ten; each costs a pass over the whole picture

_KINDS: Final = {
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "WEBP": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "GIF": re.compile(rb"GIF8[79]a"),
}
_NEXT_TO_HEIC: Final = re.compile(rb"....ftyp(hei|hev|mif|msf|avi)", re.DOTALL)
_SCAN: Final = b"\xff\xda"

# Sizes are judged here, by kind, as soon as they are known.
Image.MAX_IMAGE_PIXELS = None


class BadPicture(Refused):
    """Not a picture we can keep."""

    code = "bad_picture"
    says = N_("This is not a picture that can be read here.")
    instead = N_("Send a JPEG, PNG, WebP or GIF: a photo from the camera, or a picture of the screen.")


class Developed(Struct, frozen=True, kw_only=True):
    """A JPEG as it is kept. Width and height in pixels, as it is shown."""

    content: bytes
    width: int
    height: int


def develop(content: bytes) -> Developed:
    """The picture as it is kept.

    Raises:
        BadPicture: It is none, is broken, is HEIC, or has more points than we decode.
    """
    with decodable(content) as image:
        return _kept(_upright_and_small(image))


def thumbnail(kept: bytes) -> bytes:
    """A picture as it is kept, 480 px at most, for lists on phones. Raises BadPicture."""
    with decodable(kept) as image:
        image.thumbnail((THUMBNAIL_SIDE_MAX, THUMBNAIL_SIDE_MAX))
        return _jpeg(image.convert("RGB"), THUMBNAIL_QUALITY)


@contextmanager
def decodable(content: bytes) -> Iterator[Image.Image]:
    """The picture, nothing of it decoded yet. Whatever decoders of hostile bytes raise meanwhile is a `BadPicture`."""
    kind = kind_of(content)
    try:
        with Image.open(BytesIO(content), formats=(kind,)) as image:
            require_decodable(image, kind, content)
            yield image
    except BadPicture:
        raise
    except Exception as error:
        raise broken() from error


def kind_of(content: bytes) -> str:
    """Pillow's name of the format. Raises BadPicture for what is none of ours."""
    for kind, beginning in _KINDS.items():
        if beginning.match(content):
            return kind
    if _NEXT_TO_HEIC.match(content):
        raise BadPicture(
            says=N_("This picture is in Apple's format (HEIC) or in AVIF, which cannot be read here."),
            instead=N_(
                "Send a picture of the screen that shows it, or choose JPEG in the camera: "
                "on an iPhone under Settings, Camera, Formats, Most Compatible."
            ),
        )
    raise BadPicture


def require_decodable(image: Image.Image, kind: str, content: bytes) -> None:
    """Before any point of it is decoded. Raises BadPicture."""
    if image.width * image.height > POINTS_MAX[kind]:
        millions = POINTS_MAX[kind] // 1_000_000
        raise BadPicture(
            says=N_("The picture has more than {millions} million points."),
            instead=N_("Take it at a smaller size, or send a picture of the screen that shows it."),
            millions=millions,
        )
    # Inside the coded points this pair of bytes cannot occur, so counting it counts the scans.
    if kind == "JPEG" and content.count(_SCAN) > JPEG_SCANS_MAX:
        raise broken()


def broken() -> BadPicture:
    return BadPicture(says=N_("The picture is broken or not whole."), instead=N_("Take it again, or choose another."))


def _upright_and_small(image: Image.Image) -> Image.Image:
    """In red, green and blue as every screen shows them, on white where one could see through."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda grey: grey / 256).convert("L")
    elif image.mode == "P":
        image = image.convert("RGBA")
    elif image.mode in ("1", "F"):
        image = image.convert("L")
    elif image.mode in ("LA", "PA", "La"):
        image = image.convert("RGBA")
    image.thumbnail((SIDE_MAX, SIDE_MAX), Image.Resampling.LANCZOS)
    image = ImageOps.exif_transpose(image)
    return _in_srgb(_on_white(image), profile)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A profile that is broken, or of another kind of picture, is as good as none."""
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
        else:
            if converted is not None:
                return converted
    return image.convert("RGB")


def _kept(image: Image.Image) -> Developed:
    return Developed(content=_jpeg(image, QUALITY), width=image.width, height=image.height)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    """Points and nothing else: no EXIF, place, profile, comment."""
    image.info = {}
    written = BytesIO()
    image.save(written, "JPEG", quality=quality, subsampling="4:2:0", progressive=True, optimize=True)
    return written.getvalue()
