"""Pages that many people get alike: rendered and compressed once, and again only when what they show has changed."""

from collections.abc import Callable
from typing import Final, TypeVar, cast

from msgspec import Struct

from openspace.web.assets import compressed, etag_of

KEPT_MAX: Final = 256

Made = TypeVar("Made")


class PackedPage(Struct, frozen=True):
    """A page as UTF-8 and, for who takes it so, compressed."""

    html: bytes
    gzipped: bytes
    etag: str


class KeptPages:
    """Keeps what was last made under each name.

    `parts` are what the page is made of. Boards replace what they change and never mutate it, so identity tells.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], tuple[tuple[object, ...], object]] = {}

    def kept(self, name: tuple[object, ...], parts: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What `make` gave when the parts were these; one name is always of one type."""
        kept = self._kept.pop(name, None)
        if kept is None or not all(old is new for old, new in zip(kept[0], parts, strict=True)):
            kept = (parts, make())
        self._kept[name] = kept  # the last one used stands last
        if len(self._kept) > KEPT_MAX:
            del self._kept[next(iter(self._kept))]
        return cast(Made, kept[1])


def packed(html: str) -> PackedPage:
    page = html.encode()
    return PackedPage(page, compressed(page), etag_of(page))
