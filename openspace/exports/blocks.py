"""Text with structure, the same for every format: blocks of lines, and inside a line inlines.

`reading.py` makes them of Markdown; every text in them has passed `clean`.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal, TypeAlias

from msgspec import Struct

HEADINGS_MAX = 3  # levels
COLUMNS_MAX = 12  # of a table

Direction = Literal["ltr", "rtl"]


class Text(Struct, frozen=True, tag="text"):
    text: str


class Strong(Struct, frozen=True, tag="strong"):
    inlines: "tuple[Inline, ...]"


class Emph(Struct, frozen=True, tag="emph"):
    inlines: "tuple[Inline, ...]"


class CodeSpan(Struct, frozen=True, tag="code"):
    text: str


class Link(Struct, frozen=True, tag="link"):
    """`url`: http, https or mailto."""

    url: str
    inlines: "tuple[Inline, ...]"


class Break(Struct, frozen=True, tag="break"):
    """A new line in the same paragraph."""


Inline: TypeAlias = Text | Strong | Emph | CodeSpan | Link | Break
Inlines: TypeAlias = tuple[Inline, ...]


class Heading(Struct, frozen=True, tag="heading"):
    """`level`: 1-3, starts with 1 and never skips one, so that it can stand under any heading of the book."""

    level: int
    inlines: Inlines


class Paragraph(Struct, frozen=True, tag="paragraph"):
    inlines: Inlines


class Bullets(Struct, frozen=True, tag="bullets"):
    items: "tuple[tuple[Block, ...], ...]"


class Numbered(Struct, frozen=True, tag="numbered"):
    """`start`: number of the first item."""

    start: int
    items: "tuple[tuple[Block, ...], ...]"


class Quote(Struct, frozen=True, tag="quote"):
    blocks: "tuple[Block, ...]"


class Code(Struct, frozen=True, tag="listing"):
    text: str


class Table(Struct, frozen=True, tag="table"):
    """Every row has as many cells as the header, at most `COLUMNS_MAX`."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]


class Rule(Struct, frozen=True, tag="rule"):
    """A line across."""


class Internal(Struct, frozen=True, tag="internal"):
    """Not for walls, and not published."""

    blocks: "tuple[Block, ...]"


Block: TypeAlias = Heading | Paragraph | Bullets | Numbered | Quote | Code | Table | Rule | Internal
Blocks: TypeAlias = tuple[Block, ...]


def plain(inlines: Iterable[Inline]) -> str:
    """The words alone."""
    return "".join(_words(inline) for inline in inlines)


def words_of(block: Block) -> str:
    """The words of a block and of all in it."""
    match block:
        case Heading() | Paragraph():
            return plain(block.inlines)
        case Bullets() | Numbered():
            return "\n".join(words_of(inner) for item in block.items for inner in item)
        case Quote() | Internal():
            return "\n".join(words_of(inner) for inner in block.blocks)
        case Table():
            return "\n".join(plain(cell) for row in (block.header, *block.rows) for cell in row)
        case Code():
            return block.text
        case Rule():
            return ""


def direction_of(text: str, otherwise: Direction) -> Direction:
    """Which way the first letter with a direction runs (UAX 9, P2 and P3)."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
            case _:
                pass
    return otherwise


def clean(text: str) -> str:
    """Without what no document may hold: control characters, surrogates, non-characters, turners of others."""
    if not _FORBIDDEN.search(text):
        return text
    return _FORBIDDEN.sub("", text)


def numbers_together(text: str) -> str:
    """ "8 500" and "040-12 34 56" on one line; the latter keeps its order among Arabic letters (UAX 9, W7)."""
    text = _THOUSANDS.sub("\u00a0", text)
    if not RIGHT_TO_LEFT.search(text):
        return text
    return LONG_NUMBER.sub("\u200e\\g<0>\u200e", text)


LONG_NUMBER = re.compile(r"\+?\d+(?:[-\u00a0]\d{2,4}){2,}")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe]")
# XML 1.0 section 2.2; U+202A-202E are the bidi embeddings and overrides. Marks and isolates stay.
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{2,3}(?!\d))")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff]")


def _words(inline: Inline) -> str:
    match inline:
        case Text() | CodeSpan():
            return inline.text
        case Break():
            return "\n"
        case Strong() | Emph() | Link():
            return plain(inline.inlines)
