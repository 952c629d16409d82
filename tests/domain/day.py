"""A day to decide on: a board, a clock that stands still until told, and people by name."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from openspace.domain.board import Board, Draft, Event, apply, values_before
from openspace.domain.commands import Logged, PlaceTopic, ProposeTopic, SetState, Undo
from openspace.domain.context import Act, Actor, Context, no_breaks
from openspace.domain.decide import decide
from openspace.domain.entities import Profile, Role, Room, Session, Slot, State
from openspace.domain.insight import sessions_of
from openspace.domain.new_board import NewBoard, RoomPlan, SlotPlan
from openspace.domain.rules.gathering import make_board

MORNING = datetime(2027, 4, 14, 8, 0, tzinfo=UTC)


def at(clock: str, day: int = 0) -> datetime:
    """ "10:30" of the day, in UTC."""
    hours, minutes = map(int, clock.split(":"))
    return MORNING.replace(hour=hours, minute=minutes) + timedelta(days=day)


class Day:
    """`act` decides and applies one command; refusals come out as they are."""

    def __init__(self, rooms: list[str], slots: list[str], *, state: State = "open", minutes: int = 45) -> None:
        self.now = MORNING
        self.ids: Iterator[int] = count(1)
        self.acts: dict[int, Act] = {}
        self.breaks: Callable[[str, str, str], tuple[int, ...]] = no_breaks
        self.board = Board()
        plan = NewBoard(
            title="Forum",
            rooms=[RoomPlan(name=name) for name in rooms],
            slots=[SlotPlan(starts=at(slot), ends=at(slot) + timedelta(minutes=minutes)) for slot in slots],
            state="gathering" if state == "gathering" else "open",
        )
        self.apply(make_board(plan, self.context(Actor(None)), ("facilitator", "scribe")), None)
        for person in ("ada", "bo", "cy"):
            self.person(person)

    def person(self, name: str, **more: Any) -> None:
        """Somebody with a phone, whose id is their name."""
        profile = Profile(id=name, name=name.title(), joined_at=self.now, **more)
        self.board = Board(
            **{f: getattr(self.board, f) for f in self.board.__struct_fields__ if f != "profiles"},
            profiles={**self.board.profiles, name: profile},
        )

    def context(self, actor: Actor, act: Act | None = None) -> Context:
        return Context(now=self.now, actor=actor, new_id=lambda: f"id{next(self.ids)}", act=act, breaks=self.breaks)

    def draft(self, command: Logged, by: str = "facilitator", role: Role | None = None) -> Draft:
        act = self.acts.get(command.seq) if isinstance(command, Undo) else None
        roles: dict[str, Role] = {"facilitator": "facilitator", "scribe": "scribe"}
        actor = Actor(by, role or roles.get(by, "participant"))
        return decide(self.board, command, self.context(actor, act))

    def act(self, command: Logged, by: str = "facilitator", role: Role | None = None) -> Draft:
        draft = self.draft(command, by, role)
        self.apply(draft, by)
        return draft

    def apply(self, draft: Draft, by: str | None) -> None:
        event = Event(seq=self.board.seq + 1, at=self.now, type=draft.type, by=by, changes=draft.changes)
        self.acts[event.seq] = Act(event, values_before(self.board, draft.changes))
        self.board = apply(self.board, event)

    def undo(self, seq: int | None = None, by: str = "facilitator") -> Draft:
        return self.act(Undo(command_id="c", seq=seq or self.board.seq), by)

    def topic(self, title: str, by: str = "ada", at: tuple[str, str] | None = None) -> str:
        """Goes up, and into a room and slot if one is said; its id."""
        topic = self.act(ProposeTopic(command_id="c", title=title), by).made["topic"]
        if at is not None:
            self.place(topic, *at, by=by)
        return topic

    def place(self, topic: str, room: str, slot: str, by: str = "facilitator", **more: Any) -> Draft:
        return self.act(
            PlaceTopic(command_id="c", topic=topic, room=self.room(room).id, slot=self.slot(slot).id, **more), by
        )

    def state(self, state: State) -> None:
        self.act(SetState(command_id="c", state=state))

    def room(self, name: str) -> Room:
        return next(room for room in self.board.rooms.values() if room.name == name)

    def slot(self, starts: str) -> Slot:
        return next(slot for slot in self.board.slots.values() if f"{slot.starts:%H:%M}" == starts)

    def session(self, topic: str) -> Session:
        (session,) = sessions_of(self.board, topic)
        return session

    def spot(self, topic: str) -> tuple[str, str] | None:
        """Room and start of the topic's one session; None if it waits."""
        sessions = sessions_of(self.board, topic)
        if not sessions:
            return None
        (session,) = sessions
        return self.board.rooms[session.room].name, f"{self.board.slots[session.slot].starts:%H:%M}"


def a_day(rooms: tuple[str, ...] = ("oak", "elm"), slots: tuple[str, ...] = ("10:00", "11:00"), **more: Any) -> Day:
    return Day(list(rooms), list(slots), **more)
