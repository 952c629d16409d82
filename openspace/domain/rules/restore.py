"""Whether a whole board from a file keeps every rule that its commands would have kept.

Rule E9 of docs/PROTOCOL.md. What does not is refused whole, with its place.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from openspace.domain import text
from openspace.domain.board import Changes
from openspace.domain.entities import (
    ACTIONS_MAX,
    COLOURS,
    GATHERING,
    ROOMS_MAX,
    SEATS_MAX,
    SLOTS_MAX,
    TOPICS_MAX,
    Session,
    Shelved,
)
from openspace.domain.errors import Refused
from openspace.domain.rules.venue import require_apart

_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
NAMED_BY_PEOPLE: Final = ("walls",)  # keyed by a name somebody typed
LIMITS: Final[Mapping[str, int]] = {
    "rooms": ROOMS_MAX, "slots": SLOTS_MAX, "topics": TOPICS_MAX, "actions": ACTIONS_MAX, "profiles": 5_000,
}  # fmt: skip
# What cleaning must leave as it is.
CLEANED: Final[Mapping[str, Mapping[str, Callable[[str], str]]]] = {
    "gathering": {"title": text.title, "theme": text.line, "language": text.language, "responsible": text.line},
    "rooms": {"name": text.required_name, "directions": text.line},
    "slots": {"label": text.line},
    "topics": {"title": text.title, "about": text.about, "language": text.language},
    "people": {"name": text.name},
    "profiles": {"name": text.name, "language": text.language},
    "announcements": {"text": text.required_line},
    "actions": {"what": text.required_line, "who": text.name, "first_step": text.line, "news": text.line},
    "photos": {"text": text.paragraphs},
    "wifi": {"name": text.name, "password": text.name},
    "notices": {"title": text.line, "by": text.name, "why": text.line},
}
# Which field of what names an entity of which collection; an empty one names nobody.
REFERENCES: Final[tuple[tuple[str, str, str], ...]] = (
    ("sessions", "topic", "topics"), ("sessions", "room", "rooms"), ("sessions", "slot", "slots"),
    ("topics", "convener", "people"), ("topics", "convener", "profiles"),
    ("actions", "topic", "topics"), ("photos", "topic", "topics"),
    ("people", "id", "profiles"), ("interests", "id", "profiles"), ("shelf", "id", "shelf"),
)  # fmt: skip


class Unsound(Exception):
    """`where`: "$.board.topics.t1.title"."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


def require_sound(board: Changes) -> None:
    """
    Raises:
        Unsound: The first thing that breaks a rule.
    """
    if set(board.gathering) != {GATHERING}:
        raise Unsound("$.board.gathering", "there must be exactly one gathering")
    for name, limit in LIMITS.items():
        if len(getattr(board, name)) > limit:
            raise Unsound(f"$.board.{name}", f"more than {limit}")
    for where, name, entity in each_entity(board):
        require_clean(where, entity, CLEANED.get(name, {}))
    for shelved in filter(None, board.shelf.values()):
        require_shelved(shelved)
    for problem in (*bad_references(board), *bad_places(board), *bad_breaks(board), *bad_venue(board)):
        raise problem


def each_entity(board: Changes) -> Iterator[tuple[str, str, Any]]:
    """Place, collection and value of everything, its key checked."""
    for name, entities in board.each():
        for key, entity in entities.items():
            where = f"$.board.{name}.{key[:64]}"
            if entity is None:
                raise Unsound(where, "there is nothing")
            if entity.id != key:
                raise Unsound(where, "it bears another id than its key")
            if name in NAMED_BY_PEOPLE:
                require_unchanged(where, key, text.name)
            elif not _ID.fullmatch(key):
                raise Unsound(where, "an id has letters, digits, - and _ only, at most 64")
            require_instants(where, entity)
            yield where, name, entity


def require_instants(where: str, entity: Struct) -> None:
    """Every time has an offset."""
    for field in entity.__struct_fields__:
        value = getattr(entity, field)
        if isinstance(value, datetime) and value.tzinfo is None:
            raise Unsound(f"{where}.{field}", "a time without an offset")


def require_clean(where: str, entity: object, fields: Mapping[str, Callable[[str], str]]) -> None:
    for field, clean in fields.items():
        require_unchanged(f"{where}.{field}", getattr(entity, field), clean)


def require_unchanged(where: str, given: str, clean: Callable[[str], str]) -> None:
    try:
        is_clean = clean(given) == given
    except Refused as refused:
        raise Unsound(where, refused.code) from None
    if not is_clean:
        raise Unsound(where, "holds signs or blanks that no text of a board has")


def require_shelved(shelved: Shelved) -> None:
    where = f"$.board.shelf.{shelved.id}"
    for part in (shelved.topic, *shelved.actions, *shelved.photos):
        require_instants(where, part)
    require_clean(where, shelved.topic, CLEANED["topics"])
    require_clean(where, shelved.convener, CLEANED["people"])
    for action in shelved.actions:
        require_clean(where, action, CLEANED["actions"])
    for photo in shelved.photos:
        require_clean(where, photo, CLEANED["photos"])
    if shelved.topic.id != shelved.id or shelved.topic.convener != shelved.convener.id:
        raise Unsound(where, "it holds another topic, or another's")


def bad_references(board: Changes) -> Iterator[Unsound]:
    for name, field, target in REFERENCES:
        known = getattr(board, target)
        for key, entity in getattr(board, name).items():
            if getattr(entity, field) not in known:
                yield Unsound(f"$.board.{name}.{key}.{field}", f"names nothing in {target}")
    for key, shelved in board.shelf.items():
        if shelved is not None and (shelved.convener.id not in board.profiles or key in board.topics):
            yield Unsound(f"$.board.shelf.{key}", "its convener is nobody, or it is on the board as well")


def bad_places(board: Changes) -> Iterator[Unsound]:
    """Two sessions in one place."""
    taken: set[tuple[str, str]] = set()
    sessions: Iterable[Session] = filter(None, board.sessions.values())
    for session in sessions:
        if (session.room, session.slot) in taken:
            yield Unsound(f"$.board.sessions.{session.id}", "the place is taken by another session")
        taken.add((session.room, session.slot))


def bad_breaks(board: Changes) -> Iterator[Unsound]:
    for topic in filter(None, board.topics.values()):
        if not all(0 < each < len(topic.title) for each in topic.breaks):
            yield Unsound(f"$.board.topics.{topic.id}.breaks", "outside the title")


def bad_venue(board: Changes) -> Iterator[Unsound]:
    for room in filter(None, board.rooms.values()):
        if not 1 <= room.colour <= COLOURS or not (room.seats is None or 1 <= room.seats <= SEATS_MAX):
            yield Unsound(f"$.board.rooms.{room.id}", "seats or colour out of bounds")
    slots = [*filter(None, board.slots.values())]
    for slot in slots:
        try:
            if slot.ends <= slot.starts:
                yield Unsound(f"$.board.slots.{slot.id}", "it ends before it starts")
            require_apart(slots, slot)
        except Refused:
            yield Unsound(f"$.board.slots.{slot.id}", "it overlaps another")
    for gathering in filter(None, board.gathering.values()):
        try:
            ZoneInfo(gathering.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield Unsound("$.board.gathering.gathering.timezone", "no such time zone")
