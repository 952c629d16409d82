"""The book of proceedings: the one read model of every export.

Made from the board, the notes' texts and the counts of who walked where, for one edition (rules B5-B9).
A published edition is this struct, frozen as JSON, so shapes only grow by fields with a default.
"""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from openspace.domain.entities import Progress, SlotKind

VERSION = 1

EditionKind = Literal["internal", "public"]


class Named(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody as this edition may name them. Hidden: "named in the internal edition". Neither: nobody."""

    name: str = ""
    is_hidden: bool = False
    person: str = ""  # id, so that a name can be withdrawn; never shown


class Band(Struct, frozen=True, omit_defaults=True):
    """How many people, in groups of five or more: 0-4, 5-9, 10-19, 20-49 … `high` None: and more."""

    low: int
    high: int | None


class Meeting(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One session of a topic."""

    id: str
    room: str  # its id
    slot: str
    came: Band | None = None  # who came and went; None when nobody counted


class Deed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An action."""

    id: str
    topic: str  # its id
    what: str
    who: Named = Named()
    is_role: bool = False  # `who` is an organisation or a role
    due: date | None = None
    first_step: str = ""
    progress: Progress = "open"
    news: str = ""


class Picture(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A photo; its bytes lie under `digest` in the store."""

    id: str
    digest: str
    width: int
    height: int
    text: str = ""


class Report(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One topic, placed or not."""

    id: str
    number: int  # 1, 2, … in the order of the book: by first session, then those without a place by age
    title: str
    about: str = ""
    language: str = ""  # BCP 47 of title, about and notes; empty: the board's
    convener: Named = Named()
    posted_at: datetime
    is_ready: bool = False
    meetings: tuple[Meeting, ...] = ()  # in order of time
    notes: str = ""  # Markdown; the public edition's is without what is internal; empty: only the template, or nothing
    deeds: tuple[Deed, ...] = ()
    pictures: tuple[Picture, ...] = ()
    interest: int = 0


class Place(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A room."""

    id: str
    name: str
    directions: str = ""


class Time(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A slot."""

    id: str
    starts: datetime
    ends: datetime
    kind: SlotKind = "sessions"
    label: str = ""


class Said(Struct, frozen=True, kw_only=True):
    """An announcement."""

    text: str
    at: datetime


class Numbers(Struct, frozen=True, kw_only=True):
    """The day in numbers."""

    topics: int
    sessions: int
    deeds: int
    pictures: int
    people: Band  # who joined


class Proceedings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole book of one edition. Nothing raised is cut."""

    version: int = VERSION
    edition: EditionKind
    number: int = 0  # of a published edition; 0 for others
    made_at: datetime
    code: str
    title: str
    theme: str = ""
    language: str  # the board's
    timezone: str
    responsible: str = ""
    numbers: Numbers
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()  # in order
    reports: tuple[Report, ...] = ()  # in the order of their numbers
    said: tuple[Said, ...] = ()
