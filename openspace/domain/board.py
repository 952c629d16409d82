"""The board and the only reducer.

An event carries the whole new value of every entity it changed, or None where one went away,
so `apply` is a merge without a single rule; the browser's `board.js` is the same merge.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import compress
from typing import Any, Final, TypeVar

from msgspec import Struct, field
from msgspec.structs import astuple, replace

from openspace.domain.entities import (
    GATHERING,
    Action,
    Announcement,
    Edition,
    Entity,
    Gathering,
    Interest,
    Notice,
    Person,
    Photo,
    Profile,
    Role,
    Room,
    Session,
    Shelved,
    Slot,
    Topic,
    Wall,
    Wifi,
)
from openspace.domain.persistent_map import merge, plain

PUBLIC: Final = (
    "gathering", "rooms", "slots", "topics", "sessions", "people", "announcements", "walls",
    "actions", "photos", "editions",
)  # fmt: skip
PRIVATE: Final = ("profiles", "interests", "notices", "shelf", "wifi")
OWNED: Final = ("profiles", "interests")  # keyed by the person they belong to
COLLECTIONS: Final = PUBLIC + PRIVATE

E = TypeVar("E", bound=Entity)


class Nothing(dict[str, Any]):
    """Empty, and one for every collection that an act leaves alone: an act would make and drop thirty dicts."""

    __slots__ = ()


NOTHING: Final[Mapping[str, Any]] = Nothing()


class Changes(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """New values by collection and id; None where an entity went away. Fields in the order of `COLLECTIONS`.

    Encoded, `NOTHING` is left out; any other empty collection stands there and means the same.
    """

    gathering: Mapping[str, Gathering | None] = NOTHING
    rooms: Mapping[str, Room | None] = NOTHING
    slots: Mapping[str, Slot | None] = NOTHING
    topics: Mapping[str, Topic | None] = NOTHING
    sessions: Mapping[str, Session | None] = NOTHING
    people: Mapping[str, Person | None] = NOTHING
    announcements: Mapping[str, Announcement | None] = NOTHING
    walls: Mapping[str, Wall | None] = NOTHING
    actions: Mapping[str, Action | None] = NOTHING
    photos: Mapping[str, Photo | None] = NOTHING
    editions: Mapping[str, Edition | None] = NOTHING
    profiles: Mapping[str, Profile | None] = NOTHING
    interests: Mapping[str, Interest | None] = NOTHING
    notices: Mapping[str, Notice | None] = NOTHING
    shelf: Mapping[str, Shelved | None] = NOTHING
    wifi: Mapping[str, Wifi | None] = NOTHING

    def each(self) -> list[tuple[str, Mapping[str, Any]]]:
        """Name and new values of every collection that changes."""
        values = astuple(self)
        return list(zip(compress(COLLECTIONS, values), filter(None, values), strict=True))

    def only(self, collections: Iterable[str]) -> "Changes":
        """The part in these collections."""
        return Changes(**{name: getattr(self, name) for name in collections})

    def merged(self, other: "Changes") -> "Changes":
        """Both, the other's value where both change the same entity."""
        both = {name: {**getattr(self, name), **changed} for name, changed in other.each()}
        return Changes(**{**dict(self.each()), **both})


class Event(Struct, frozen=True, kw_only=True):
    """One entry of the log: what an accepted command did."""

    seq: int  # 1 for the board's making, then without gaps
    at: datetime  # never before the one of the event before
    type: str  # past tense of the command: `topic_placed`
    by: str | None = None  # person's id
    changes: Changes = field(default_factory=Changes)


class Draft(Struct, frozen=True, kw_only=True):
    """What a decided command will do, before it has a seq."""

    type: str
    changes: Changes = field(default_factory=Changes)
    made: dict[str, str] = field(default_factory=dict)  # kind -> id of what came to be


class Board(Struct, frozen=True, kw_only=True):
    """Everything on one board after the event `seq`."""

    seq: int = 0
    at: datetime | None = None  # of the last event; None before the first
    gathering: Mapping[str, Gathering] = field(default_factory=dict)
    rooms: Mapping[str, Room] = field(default_factory=dict)
    slots: Mapping[str, Slot] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    announcements: Mapping[str, Announcement] = field(default_factory=dict)
    walls: Mapping[str, Wall] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    photos: Mapping[str, Photo] = field(default_factory=dict)
    editions: Mapping[str, Edition] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    interests: Mapping[str, Interest] = field(default_factory=dict)
    notices: Mapping[str, Notice] = field(default_factory=dict)
    shelf: Mapping[str, Shelved] = field(default_factory=dict)
    wifi: Mapping[str, Wifi] = field(default_factory=dict)

    @property
    def frame(self) -> Gathering:
        """The gathering itself."""
        return self.gathering[GATHERING]

    def public(self) -> dict[str, dict[str, Entity]]:
        """What everyone sees: the `board` of GET and of a snapshot."""
        return {name: plain(getattr(self, name)) for name in PUBLIC}


def apply(board: Board, event: Event) -> Board:
    """The board after the event."""
    return replace(board, seq=event.seq, at=event.at, **merged_collections(board, event.changes))


def apply_changes(board: Board, changes: Changes) -> Board:
    """The board as the changes would leave it, for rules that look one step ahead."""
    return replace(board, **merged_collections(board, changes))


def merged_collections(board: Board, changes: Changes) -> dict[str, Mapping[str, Any]]:
    """Those that change, by name, as the changes leave them."""
    return {name: merge(getattr(board, name), changed) for name, changed in changes.each()}


def replay(events: Iterable[Event], board: Board | None = None) -> Board:
    """The board after all the events, in order."""
    board = board or Board()
    for event in events:
        board = apply(board, event)
    return board


def values_before(board: Board, changes: Changes) -> Changes:
    """What the changes will overwrite: applying it after them restores the board."""
    return Changes(
        **{name: {key: getattr(board, name).get(key) for key in changed} for name, changed in changes.each()}
    )


class Audience(Struct, frozen=True):
    """Whom a private entity is for: these people, and whoever has one of these roles."""

    people: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()

    def includes(self, person: str | None, role: Role) -> bool:
        return person in self.people or role in self.roles


_CREW: Final = Audience(roles=frozenset({"facilitator", "scribe"}))
_WALLS: Final = Audience(roles=frozenset({"facilitator", "wall"}))


def audience_of(entity: Entity) -> Audience:
    """Whom this private entity is for."""
    match entity:
        case Profile() | Interest():
            return Audience(frozenset({entity.id}))
        case Notice(by_mouth=True):
            return _CREW
        case Notice():
            return Audience(frozenset({entity.to}))
        case Shelved(reason="withdrawn"):
            return Audience(frozenset({entity.topic.convener}))
        case Shelved():
            return Audience(frozenset({entity.topic.convener}), frozenset({"facilitator"}))
        case Wifi():
            return _WALLS
        case _:
            raise TypeError(f"{type(entity).__name__} is public")


def private_changes(before: Board, changes: Changes) -> Iterator[tuple[str, str, Entity | None, Audience]]:
    """Collection, id, new value and audience of every private entity that changes.

    `before` is the board without the changes: what went away, or is for others now, is told to those who had it.
    """
    for name in PRIVATE:
        for key, entity in getattr(changes, name).items():
            old = getattr(before, name).get(key)
            if old is not None and (entity is None or audience_of(entity) != audience_of(old)):
                yield name, key, None, audience_of(old)
            if entity is not None:
                yield name, key, entity, audience_of(entity)


def mine(board: Board, person: str | None, role: Role) -> dict[str, dict[str, Entity]]:
    """Everything private that is for one person in one role, by collection; empty collections left out."""
    # Profiles and interests grow with people: never walked, as a thousand phones may say hello at once.
    owned: dict[str, dict[str, Entity]] = {
        name: {own.id: own} for name in OWNED if (own := getattr(board, name).get(person)) is not None
    }
    shared: dict[str, dict[str, Entity]] = {
        name: meant_for(getattr(board, name), person, role) for name in PRIVATE if name not in OWNED
    }
    return {name: part for name, part in {**owned, **shared}.items() if part}


def meant_for(collection: Mapping[str, E], person: str | None, role: Role) -> dict[str, E]:
    return {key: entity for key, entity in collection.items() if audience_of(entity).includes(person, role)}
