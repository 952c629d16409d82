"""What a board is made of.

Frozen structs, one a thing, each with the whole value that travels in events.
Public entities go to every screen; private ones only to those `Board.audience` names.
Texts are NFC, trimmed, without control or bidi-override characters (`text.py`).
"""

from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

TITLE_MAX_CHARS = 140
ABOUT_MAX_CHARS = 400
NAME_MAX_CHARS = 60
LINE_MAX_CHARS = 200  # theme, announcement, reason, how to find a room
ROOMS_MAX = 40
SLOTS_MAX = 100
TOPICS_MAX = 1_000
ACTIONS_MAX = 2_000
PHOTOS_MAX = 40  # a topic's
PHOTO_TEXT_MAX_CHARS = 2_000
SEATS_MAX = 2_000
GATHERING = "gathering"  # the one key of the collections `gathering` and `wifi`
ALL_WALLS = "all"  # the wall whose scene every wall without one of its own shows

CAFE = "cafe"
LOBBY = "lobby"

State = Literal["gathering", "open", "quiet"]
SlotKind = Literal["sessions", "break", "plenary"]
Symbol = Literal["circle", "square", "triangle", "diamond", "star", "hexagon", "cross", "half-disc"]
Scene = Literal["join", "market", "agenda", "floor", "principles", "theme", "writing", "book"]
Writers = Literal["everyone", "convener", "scribes"]
Progress = Literal["open", "doing", "done", "dropped"]
Role = Literal["participant", "scribe", "facilitator", "wall"]

SYMBOLS: tuple[Symbol, ...] = ("circle", "square", "triangle", "diamond", "star", "hexagon", "cross", "half-disc")
COLOURS = 16  # 9-16 are 1-8 with a striped edge


class Entity(Struct, frozen=True, kw_only=True):
    """A value on the board, replaced whole, never mutated."""

    id: str


class Gathering(Entity, frozen=True, kw_only=True):
    """The frame of the day. There is one a board, under the id `GATHERING`."""

    title: str
    theme: str = ""
    language: str = "en"  # BCP 47, the board's own; each reader may see another
    timezone: str = "UTC"  # IANA name; times are shown in it
    state: State = "open"
    before_quiet: Literal["gathering", "open"] = "open"  # what leaving quiet returns to
    people_expected: int | None = None
    responsible: str = ""  # who answers for what is kept, as said at join
    keep_until: date | None = None  # the day everything is erased; None if nobody promised

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Wifi(Entity, frozen=True, kw_only=True):
    """The venue's network as the join scene shows it. Private to walls and facilitators."""

    name: str
    password: str = ""


class Room(Entity, frozen=True, kw_only=True):
    """A place where sessions meet. Keeps colour and symbol everywhere: card, dots, sign, print."""

    name: str
    seats: int | None = None  # people it holds sitting, 1-2,000; None if nobody counted
    colour: int = 1  # 1-16
    symbol: Symbol = "circle"
    directions: str = ""  # how to find it
    is_open: bool = True


class Slot(Entity, frozen=True, kw_only=True):
    """A stretch of time. Slots of one board never overlap; `ends` is after `starts`."""

    starts: datetime  # in the board's zone, so the ISO text shows the wall's clock
    ends: datetime
    kind: SlotKind = "sessions"
    label: str = ""  # "Lunch"; empty: shown by its times


class Topic(Entity, frozen=True, kw_only=True):
    """What a convener proposes."""

    title: str
    breaks: tuple[int, ...] = ()  # code points of the title before which a long word may break (`hyphens.py`)
    about: str = ""
    language: str = ""  # BCP 47 of the text; empty if unknown
    convener: str  # a person's id
    posted_at: datetime
    writers: Writers = "everyone"  # who may write the notes; convener and pen always may
    pen: str = ""  # person the convener has handed the report to; empty: nobody
    is_on_walls: bool = True  # whether the notes show while they are written
    is_ready: bool = False  # the report is done


class Session(Entity, frozen=True, kw_only=True):
    """One topic meeting in one room during one slot."""

    topic: str
    room: str
    slot: str
    heads_by_hand: int | None = None  # "we are 14 here"; None if nobody counted


class Action(Entity, frozen=True, kw_only=True):
    """Who does what by when; belongs to a topic."""

    topic: str
    what: str
    who: str = ""  # as written: a name, an organisation, a role; empty: nobody yet
    person: str = ""  # the person's id when it is somebody on the board
    is_role: bool = False  # `who` is an organisation or a role, so it may be published
    due: date | None = None
    first_step: str = ""
    progress: Progress = "open"
    news: str = ""  # the last word on how it goes
    made_at: datetime


class Photo(Entity, frozen=True, kw_only=True):
    """A picture of a flip chart; its bytes are a blob of the store under `digest`, always JPEG."""

    topic: str
    digest: str  # SHA-256 of the bytes, hex
    width: int  # pixels
    height: int
    size: int  # bytes
    text: str = ""  # what it says, or shows
    may_publish: bool = False
    by: str = ""  # a sign that whoever sent it fits (`report.sign_of`); never their id
    taken_at: datetime  # when it came


class Edition(Entity, frozen=True, kw_only=True):
    """One published book: frozen, a blob of the store under `digest` (JSON of a public `Proceedings`)."""

    number: int  # 1, 2, …
    digest: str
    published_at: datetime
    is_current: bool = True  # at most one is; the others are replaced or withdrawn


class Person(Entity, frozen=True, kw_only=True):
    """Somebody who convenes, as everyone sees them."""

    name: str = ""  # empty: chose no name
    has_phone: bool = True


class Announcement(Entity, frozen=True, kw_only=True):
    """The facilitator's one line to everyone; shown until each says OK."""

    text: str
    at: datetime


class Wall(Entity, frozen=True, kw_only=True):
    """What one projector shows (its id is its name), or all of them (`ALL_WALLS`)."""

    scene: Scene
    page: int = 0  # which principle, or which page held still; 0 is the first


class Profile(Entity, frozen=True, kw_only=True):
    """A person as only they see themselves. Private to that person."""

    name: str = ""
    language: str = ""  # BCP 47; empty: the board's
    has_phone: bool = True
    may_publish: bool = False  # "my name may be published"
    joined_at: datetime | None = None  # None for the person of a link, who is in no count
    silenced: str | None = None  # why this device may not write; None if it may
    read: tuple[str, ...] = ()  # announcements answered with OK


class Interest(Entity, frozen=True, kw_only=True):
    """The topics one person wants to be at. Its id is the person's. Private to that person."""

    topics: tuple[str, ...] = ()


class Spot(Struct, frozen=True):
    """One room during one slot."""

    room: str
    slot: str


class Notice(Entity, frozen=True, kw_only=True):
    """Word to one convener that somebody else touched their topic; shown until OK.

    Private to the convener, or to facilitators and scribes who tell one without a phone by mouth.
    """

    to: str  # a person's id
    kind: Literal["moved", "aside", "restored", "silenced"]
    topic: str = ""
    title: str = ""  # the topic's, as it may be gone from the board
    origin: Spot | None = None  # None: it waited for a place
    place: Spot | None = None  # None: it waits for a place now
    by: str = ""  # name of who did it; empty: the facilitator
    why: str = ""
    at: datetime
    by_mouth: bool = False


class Shelved(Entity, frozen=True, kw_only=True):
    """A topic that is off the board and can go up again with its places. Its id is the topic's.

    Private to its convener; one put aside also to the facilitators.
    """

    topic: Topic
    convener: Person
    sessions: tuple[Session, ...] = ()
    actions: tuple[Action, ...] = ()
    photos: tuple[Photo, ...] = ()
    reason: Literal["withdrawn", "aside", "silenced"]
    why: str = ""
    at: datetime
