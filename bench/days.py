"""Long days, decided in memory command by command: logs that are real and cost seconds, not a day.

Of ten acts at most one joins, one posts a topic, one mends a title, one places or moves a topic; the others are stars.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Struct

from openspace.domain.board import Board, Event, apply, values_before
from openspace.domain.commands import EditTopic, JoinBoard, Logged, PlaceTopic, ProposeTopic, SetInterest
from openspace.domain.context import Actor, Context
from openspace.domain.decide import decide
from openspace.domain.errors import Refused
from openspace.domain.insight import open_cells
from openspace.domain.new_board import NewBoard, RoomPlan, SlotPlan
from openspace.live.boards import Boards
from openspace.live.system import SystemClock, SystemIds
from openspace.ports import Link, Store, Stored

STARS: Final = 12  # somebody's at most: then they take one back
ROOMS: Final = 40
SLOTS: Final = 8
CHUNK: Final = 100  # acts at most that are chosen from the board before them
STEP: Final = timedelta(milliseconds=100)
SEED: Final = 4
PAGE_ROWS: Final = 5_000
ABOUT: Final = "Vad gör vi nu, och vem gör det? " * 6

_ids = SystemIds()


class Size(Struct, frozen=True):
    """How large a gathering becomes, however long its day is."""

    people: int = 1_000
    topics: int = 300


LARGE: Final = Size()


class Act(Struct, frozen=True):
    command: Logged
    actor: Actor


def plan_of_a_day(rooms: int = ROOMS, slots: int = SLOTS) -> NewBoard:
    """Rooms, and slots of an hour one after the other, the first under way."""
    began = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    hours = [SlotPlan(starts=began + timedelta(hours=n), ends=began + timedelta(hours=n + 1)) for n in range(slots)]
    return NewBoard(
        title="Etablering", timezone="UTC", rooms=[RoomPlan(name=f"Rum {n + 1}") for n in range(rooms)], slots=hours
    )


def acts_of(board: Board, chance: random.Random, acts: int, size: Size = LARGE) -> Iterator[Act]:
    """What people do next on this board; it may refuse a few."""
    people, topics = list(board.profiles), list(board.topics)
    cells = open_cells(board)
    chance.shuffle(cells)
    for nth in range(acts):
        person = chance.choice(people)
        match nth % 10:
            case 0 if len(people) < size.people:
                person = _ids.new_id()
                command: Logged = JoinBoard(command_id=_ids.new_id(), person=person, name=f"Anna {nth}")
            case 1 if len(topics) < size.topics:
                title = f"Bostäder och konsekvenser {chance.random():.6f}"
                command = ProposeTopic(command_id=_ids.new_id(), title=title, about=ABOUT)
            case 2 if topics:
                topic = board.topics[chance.choice(topics)]
                command = EditTopic(command_id=_ids.new_id(), topic=topic.id, title=f"{topic.title[:100]} {nth}")
                person = topic.convener
            case 3 if topics and cells:
                topic, (room, slot) = board.topics[chance.choice(topics)], cells.pop()
                command = PlaceTopic(command_id=_ids.new_id(), topic=topic.id, room=room.id, slot=slot.id)
                person = topic.convener
            case _ if topics:
                stars = board.interests[person].topics if person in board.interests else ()
                on = len(stars) < STARS
                command = SetInterest(command_id=_ids.new_id(), topic=chance.choice(topics if on else stars), on=on)
            case _:
                continue
        yield Act(command, Actor(person))


class Day:
    """A board as it grows. `rows`: its log so far, from the first event on."""

    def __init__(self, first: Stored) -> None:
        self.rows = [first]
        self.board = apply(Board(), first.event)

    def go_on(self, events: int, chance: random.Random, size: Size = LARGE) -> None:
        """Until the log has so many."""
        while len(self.rows) < events:
            chunk = min(CHUNK, 10 + len(self.rows) // 10)
            for act in acts_of(self.board, chance, chunk, size):
                if len(self.rows) < events:
                    self._take(act)

    def _take(self, act: Act) -> None:
        at = self.rows[-1].event.at + STEP
        try:
            draft = decide(self.board, act.command, Context(at, act.actor, _ids.new_id))
        except Refused:
            return
        by = act.command.person if isinstance(act.command, JoinBoard) else act.actor.person
        event = Event(seq=len(self.rows) + 1, at=at, type=draft.type, by=by, changes=draft.changes)
        before = values_before(self.board, draft.changes)
        self.rows.append(Stored(event=event, command_id=act.command.command_id, made=draft.made, before=before))
        self.board = apply(self.board, event)


async def write_day(store: Store, events: int, size: Size = LARGE) -> tuple[str, list[Link]]:
    """A new board with a log of so many events. Its code and links."""
    async with Boards(store, SystemClock(), _ids) as boards:
        board, links = await boards.make(plan_of_a_day())
    day = Day((await store.read(board.code))[0])
    day.go_on(events, random.Random(SEED), size)
    for first in range(1, events, PAGE_ROWS):
        await store.append(board.code, day.rows[first : first + PAGE_ROWS])
    return board.code, links
