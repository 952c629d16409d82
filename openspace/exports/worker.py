"""One slow format, made in a process of its own: `python -m openspace.exports.worker`.

What to make comes by stdin, what was made goes out by stdout. Whatever goes wrong here goes wrong for nobody else.
"""

import contextlib
import os
import sys
from typing import Final

import msgspec
from msgspec import Struct

from openspace.domain.chronicle import EMPTY, Chronicle
from openspace.domain.proceedings import Proceedings
from openspace.exports.archive import Archive
from openspace.exports.formats import format_of
from openspace.exports.material import Material
from openspace.locales import Languages, shipped

NICENESS: Final = 5  # the board goes first


class Work(Struct, frozen=True, kw_only=True):
    """What the process is told. `format`: its name; `language`: of the headings."""

    format: str
    language: str
    book: Proceedings
    photos: dict[str, bytes]
    base_url: str = ""
    follow_up: str = ""
    topic: str = ""
    archive: Archive | None = None
    chronicle: Chronicle = EMPTY

    def material(self, languages: Languages) -> Material:
        return Material(
            book=self.book,
            catalog=languages.catalog_for(self.language),
            photos=self.photos,
            base_url=self.base_url,
            follow_up=self.follow_up,
            topic=self.topic,
            archive=self.archive,
            chronicle=self.chronicle,
        )


encode = msgspec.msgpack.encode
decode = msgspec.msgpack.Decoder(Work).decode


def main() -> None:
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    work = decode(sys.stdin.buffer.read())
    wanted = format_of(work.format)
    if wanted is None:
        raise SystemExit(f"there is no format {work.format}")
    sys.stdout.buffer.write(wanted.make(work.material(shipped())))


if __name__ == "__main__":
    main()
