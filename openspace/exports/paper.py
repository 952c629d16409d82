"""The book as it stands on paper: what the PDF and the Word file print, in their order.

Everything is said already, in the language of the headings; what people wrote carries its own language and direction.
The formats only set it. `paper_words.py` makes it.
"""

from msgspec import Struct

from openspace.exports.blocks import Blocks, Direction


class Worded(Struct, frozen=True):
    """One line as somebody wrote it, or as we say it. `language`: BCP 47."""

    text: str
    language: str
    direction: Direction


class Fact(Struct, frozen=True):
    label: str
    values: tuple[Worded, ...]


Cell = tuple[Worded, ...]  # lines


class Grid(Struct, frozen=True):
    """`widths`: shares of the line, one a column. `caption`: what the table is, for those who do not see it."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]


class Plate(Struct, frozen=True):
    """A picture. `digest`: empty when its bytes are not to be had. `below`: its text, when that is more than `alt`."""

    digest: str
    width: int
    height: int
    alt: Worded
    below: Blocks


class Sheet(Struct, frozen=True):
    """One topic."""

    number: int
    title: Worded
    about: Worded
    facts: tuple[Fact, ...]
    notes: Blocks
    plates: tuple[Plate, ...]
    deeds: Grid | None


class Labels(Struct, frozen=True):
    """What the paper itself says."""

    contents: str
    agenda: str
    waiting: str
    topics: str
    no_notes: str
    actions: str
    photos: str
    no_photo: str
    deeds: str
    said: str
    accessibility: str
    internal: str
    page: str  # "{n}" and "{all}" stand for numbers


class Day(Struct, frozen=True):
    name: str
    grid: Grid


class Paper(Struct, frozen=True, kw_only=True):
    """`language`: of the headings. `is_whole`: not one topic alone, which is `sheets[0]`."""

    language: str
    direction: Direction
    is_whole: bool
    title: Worded
    theme: Worded
    days: tuple[str, ...]
    edition: str
    made: str
    numbers: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    agenda: tuple[Day, ...]
    waiting: tuple[Worded, ...]
    sheets: tuple[Sheet, ...]
    deeds: Grid | None
    follow_up: tuple[Worded, str] | None  # words and link below `deeds`
    said: tuple[tuple[str, Worded], ...]  # when, what
    untold: tuple[Worded, ...]  # pictures without text
    notes_on_access: tuple[str, ...]
    labels: Labels
