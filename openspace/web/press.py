"""Pages that many people get alike: rendered and compressed once, and again only when what they show has changed."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from openspace.web.assets import compressed

KEPT_MAX: Final = 256


class Print(Struct, frozen=True):
    """A page as text and, for who takes it so, compressed."""

    html: str
    gzipped: bytes


class Press:
    """Keeps the last print of each name.

    `parts` are what the page is made of. Boards replace what they change and never mutate it, so identity tells.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], tuple[tuple[object, ...], Print]] = {}

    def printed(self, name: tuple[str, ...], parts: tuple[object, ...], render: Callable[[], str]) -> Print:
        kept = self._kept.pop(name, None)
        if kept is None or not all(old is new for old, new in zip(kept[0], parts, strict=True)):
            html = render()
            kept = (parts, Print(html, compressed(html.encode(), level=6)))
        self._kept[name] = kept  # the last one used stands last
        if len(self._kept) > KEPT_MAX:
            del self._kept[next(iter(self._kept))]
        return kept[1]
