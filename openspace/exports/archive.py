"""Everything of one board in one JSON file, from which `import` makes it again.

Personal: it holds what is private too. Version 1; a reader of a later version lifts older ones.
"""

from typing import Final

import msgspec
from msgspec import Struct, field

from openspace.domain.board import Board, Changes
from openspace.domain.persistent_map import plain
from openspace.ports import Movement, Revision

KIND: Final = "openspace-board"
VERSION: Final = 1


class Archive(Struct, frozen=True, kw_only=True):
    """`notes`: Markdown by topic. `blobs`: photos and editions by digest, base64 in JSON."""

    kind: str = KIND
    version: int = VERSION
    code: str
    board: Changes
    notes: dict[str, str] = field(default_factory=dict)
    revisions: dict[str, list[Revision]] = field(default_factory=dict)
    movements: list[Movement] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)


class _Head(Struct, frozen=True):
    """What tells a file of ours from a foreign one, whatever else is in it."""

    kind: str = ""
    version: int = 0


class BadArchive(Exception):
    """A file that cannot be imported. `where` is a path in it, "$.board.topics…", or empty."""

    def __init__(self, why: str, where: str = "") -> None:
        super().__init__(f"{where}: {why}" if where else why)
        self.where = where
        self.why = why


def whole_of(board: Board) -> Changes:
    """All collections as one event would bring them."""
    return Changes(**{name: plain(kept) for name in Changes.__struct_fields__ if (kept := getattr(board, name))})


def read_archive(content: bytes) -> Archive:
    """
    Raises:
        BadArchive: Truncated, foreign, of a later version, or of a wrong shape; says where.
    """
    try:
        head = msgspec.json.decode(content, type=_Head)
        if head.kind != KIND:
            raise BadArchive("this is no export of a whole board (only the internal JSON can be imported)")
        if head.version != VERSION:
            raise BadArchive(
                f"made by another version of this program (file {head.version}, known {VERSION})", "$.version"
            )
        return msgspec.json.decode(content, type=Archive)
    except msgspec.ValidationError as error:
        why, _, where = str(error).partition(" - at ")
        raise BadArchive(why, where.strip("`")) from None
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise BadArchive(f"not a whole JSON file ({error})") from None
