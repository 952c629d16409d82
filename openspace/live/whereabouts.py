"""Who is where today, in memory; what the screens hear of it are counts.

"Here" are the people who joined or did something today (in the board's zone), not open sockets. Everyone
here is in one place, or in no count by their own choice; who has not said is in the lobby.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from openspace.domain.board import Board, Changes
from openspace.domain.entities import CAFE, LOBBY, Entity, Profile
from openspace.domain.insight import current_slot, day_of, is_open_to_feet
from openspace.ports import Movement, Whereabouts

# A disk that stays full must not fill the memory: past so many (minute, from, to) the oldest are forgotten.
STEPS_MAX: Final = 20_000


class Standing(Entity, frozen=True, kw_only=True):
    """Where one person is, as only they see it. `place`: a session's id, `CAFE`, `LOBBY`, or None: in no count."""

    place: str | None


class Feet:
    """The places of those who are here, and what of it is not yet told or saved."""

    def __init__(self, board: Board, saved: Mapping[str, Whereabouts], now: datetime) -> None:
        self.heads: dict[str, int] = {}
        self.changed: set[str] = set()  # places whose count is not yet told
        self.flows: Counter[tuple[str, str]] = Counter()  # from, to: not yet told
        self._last = dict(saved)  # by person, of earlier days too
        self._places: dict[str, str | None] = {}
        self._unsaved: dict[str, Whereabouts] = {}
        self._steps: Counter[tuple[datetime, str, str]] = Counter()
        self._slot: str | None = None  # the sessions under way
        self.day = day_of(board, now)
        self.begin_day(board, now)

    def place(self, person: str) -> Standing | None:
        """None for who is not here today."""
        return Standing(id=person, place=self._places[person]) if person in self._places else None

    def begin_day(self, board: Board, now: datetime) -> list[str]:
        """Count anew who is here: at midnight and at start. Who is here no more."""
        before = self._places
        self.changed |= self.heads.keys()
        self.day = day_of(board, now)
        self.heads, self._places = {}, {}
        for person, profile in board.profiles.items():
            last = self._last.get(person)
            if profile.joined_at is None:
                continue
            if last is not None and last.day == self.day:
                self._put(person, last.place)
            elif day_of(board, profile.joined_at) == self.day:
                self.arrive(profile)
        self._slot = sessions_now(board, now)
        self._vacate(board, now)
        return [person for person in before if person not in self._places]

    def arrive(self, profile: Profile | None) -> bool:
        """Somebody is here today, in the lobby unless they chose to be in no count. Whether that is news."""
        if profile is None or profile.joined_at is None or profile.id in self._places:
            return False
        last = self._last.get(profile.id)
        self._put(profile.id, None if last is not None and last.place is None else LOBBY)
        return True

    def move(self, profile: Profile, to: str | None, now: datetime) -> bool:
        """Their own two feet; counted for the minute, without the person. Whether that is news."""
        self.arrive(profile)
        if profile.id not in self._places or self._places[profile.id] == to:
            return False
        origin = self._places[profile.id]
        self._put(profile.id, to)
        if origin is not None and to is not None:
            self.flows[origin, to] += 1
            self._steps[now.replace(second=0, microsecond=0), origin, to] += 1
        return True

    def follow(self, board: Board, changes: Changes, now: datetime) -> list[str]:
        """What an event does to people's places. Who was moved by it."""
        for person, profile in changes.profiles.items():
            if profile is None:
                self._remove(person)
            elif profile.joined_at is not None and day_of(board, profile.joined_at) == self.day:
                self.arrive(profile)
        return self.settle(board, now) if changes.sessions or changes.slots else []

    def settle(self, board: Board, now: datetime) -> list[str]:
        """When sessions end, everyone who has not gone ahead to the next is in the lobby. Who was moved by it."""
        before, self._slot = self._slot, sessions_now(board, now)
        has_ended = before is not None and before != self._slot and not is_to_come(board, before, now)
        return self._vacate(board, now, has_ended)

    @property
    def is_saved(self) -> bool:
        return not self._unsaved and not self._steps

    def take_unsaved(self) -> tuple[dict[str, Whereabouts], list[Movement]]:
        """What the store does not know yet; `put_back` it if that fails."""
        moved, self._unsaved = self._unsaved, {}
        steps, self._steps = self._steps, Counter()
        return moved, sorted(Movement(*key, people) for key, people in steps.items())

    def put_back(self, moved: Mapping[str, Whereabouts], movements: Iterable[Movement]) -> None:
        """It could not be saved; what happened meanwhile stands."""
        self._unsaved = {**moved, **self._unsaved}
        for movement in movements:
            self._steps[movement.minute, movement.origin, movement.target] += movement.people
        for key in sorted(self._steps)[:-STEPS_MAX]:
            del self._steps[key]

    def _vacate(self, board: Board, now: datetime, has_ended: bool = False) -> list[str]:
        open_slots = {slot.id for slot in board.slots.values() if is_open_to_feet(slot, now)}
        anywhere = {LOBBY} if has_ended else {LOBBY, CAFE}
        left = {place for place in self.heads if place not in anywhere and not is_held(board, place, open_slots)}
        moved = [person for person, place in self._places.items() if place in left] if left else []
        for person in moved:
            self.flows[self._places[person] or LOBBY, LOBBY] += 1
            self._put(person, LOBBY)
        return moved

    def _put(self, person: str, place: str | None) -> None:
        self._leave(self._places.get(person))
        self._places[person] = place
        if place is not None:
            self.heads[place] = self.heads.get(place, 0) + 1
            self.changed.add(place)
        whereabouts = Whereabouts(place, self.day)
        if self._last.get(person) != whereabouts:
            self._last[person] = self._unsaved[person] = whereabouts

    def _remove(self, person: str) -> None:
        self._leave(self._places.pop(person, None))
        self._last.pop(person, None)
        self._unsaved.pop(person, None)

    def _leave(self, place: str | None) -> None:
        if place is None:
            return
        self.changed.add(place)
        self.heads[place] -= 1
        if not self.heads[place]:
            del self.heads[place]


def is_held(board: Board, session: str, slots: Container[str]) -> bool:
    """Whether it is on the board, in one of the slots."""
    return session in board.sessions and board.sessions[session].slot in slots


def sessions_now(board: Board, now: datetime) -> str | None:
    """The slot of kind sessions that is under way."""
    slot = current_slot(board, now)
    return slot.id if slot is not None and slot.kind == "sessions" else None


def is_to_come(board: Board, slot: str, now: datetime) -> bool:
    """It was under way and has been put off: that is no end."""
    return slot in board.slots and board.slots[slot].starts > now


def next_boundary(board: Board, now: datetime) -> datetime:
    """When places may change by themselves: the next start or end of a slot, or midnight."""
    midnight = (now.astimezone(board.frame.zone) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    times = [time for slot in board.slots.values() for time in (slot.starts, slot.ends)]
    return min([midnight, *(time for time in times if time > now)])
