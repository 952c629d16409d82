"""What people might ask of a board next, drawn by chance.

Mostly things that can be done, sometimes of what is gone or not theirs. Every text that must stay private has
`CANARY` in it, and no public one has: where the word turns up, something leaked.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Final

from openspace.domain import commands
from openspace.domain.board import Board
from openspace.domain.commands import Logged, Move
from openspace.domain.context import Actor
from openspace.domain.entities import SYMBOLS, Progress, Scene, SlotKind, State, Writers
from openspace.domain.new_board import NewBoard, RoomPlan, SlotPlan

CANARY: Final = "canary"
NOWHERE: Final = "nowhere"
SLOT_KINDS: Final[tuple[SlotKind, ...]] = ("sessions", "sessions", "sessions", "break", "plenary")
STATES: Final[tuple[State, ...]] = ("open", "open", "open", "quiet", "gathering")
WRITERS: Final[tuple[Writers, ...]] = ("everyone", "everyone", "convener", "scribes")
PROGRESS: Final[tuple[Progress, ...]] = ("open", "doing", "done", "dropped")
SCENES: Final[tuple[Scene, ...]] = ("join", "market", "agenda", "floor", "principles", "theme")


def a_plan(morning: datetime) -> NewBoard:
    """Three rooms, four slots from an hour after `morning` on, one of them a break."""
    hours = [morning + timedelta(hours=hour) for hour in range(1, 5)]
    kinds: list[SlotKind] = ["sessions", "sessions", "break", "sessions"]
    return NewBoard(
        title="Etablering",
        timezone="Europe/Stockholm",
        rooms=[RoomPlan(name=name, seats=20) for name in ("Atriet", "Biblioteket", "Lusthuset")],
        slots=[
            SlotPlan(starts=hour, ends=hour + timedelta(minutes=45), kind=kind)
            for hour, kind in zip(hours, kinds, strict=True)
        ],
        wifi_name=f"{CANARY} guests",
        wifi_password=f"{CANARY}-password",
    )


class Acts:
    """Draws commands. `own_acts`: seqs of each person's accepted acts, latest last, to take back; the test tells."""

    def __init__(self, dice: Random, conveners: Sequence[str], lurkers: Sequence[str], start: datetime) -> None:
        self.dice = dice
        self.conveners = conveners
        self.lurkers = frozenset(lurkers)
        self.own_acts: dict[str, list[int]] = {}
        self._start = start
        self._number = count(1)

    def next(self, board: Board, actor: Actor) -> Logged:
        """What this one asks now."""
        kinds = list(self._anyone)
        if actor.person not in self.lurkers:
            kinds += self._convener
        if actor.role != "participant":
            kinds += self._helper
        if actor.role == "facilitator" or self.dice.random() < 0.03:
            kinds += self._frame
        return self.dice.choice(kinds)(self, board, actor)

    def move(self, board: Board) -> Move:
        places = [*board.sessions, "cafe", "lobby", None, NOWHERE]
        return Move(command_id=self._id(), to=self.dice.choice(places))

    def _id(self) -> str:
        return f"c{next(self._number)}"

    def _word(self) -> str:
        return self.dice.choice(("Bostäder", "Språk", "البيت", "Koulu", "Skola 🏫")) + f" {next(self._number)}"

    def _secret(self) -> str:
        return f"{CANARY} {next(self._number)}"

    def _one(self, collection: Sequence[str]) -> str:
        """Mostly one that is there."""
        return NOWHERE if not collection or self.dice.random() < 0.02 else self.dice.choice(collection)

    def _topic(self, board: Board, actor: Actor) -> str:
        """Mostly one's own."""
        own = [topic.id for topic in board.topics.values() if topic.convener == actor.person]
        return self.dice.choice(own) if own and self.dice.random() < 0.7 else self._one([*board.topics])

    def _time(self) -> datetime:
        return self._start + timedelta(minutes=15 * self.dice.randrange(0, 32))

    def _minutes(self) -> int:
        return self.dice.choice((-30, -5, 5, 15, 60))

    # Anyone

    def star(self, board: Board, actor: Actor) -> Logged:
        return commands.SetInterest(
            command_id=self._id(), topic=self._one([*board.topics]), on=self.dice.random() < 0.7
        )

    def edit_profile(self, board: Board, actor: Actor) -> Logged:
        lurks = actor.person in self.lurkers
        name = self._secret() if lurks else self._word()
        return commands.EditProfile(
            command_id=self._id(), name=name, language=f"tlh-{CANARY}", may_publish=self.dice.random() < 0.5
        )

    def dismiss(self, board: Board, actor: Actor) -> Logged:
        return commands.DismissNotice(command_id=self._id(), notice=self._one([*board.notices, *board.announcements]))

    def count_heads(self, board: Board, actor: Actor) -> Logged:
        heads = self.dice.choice((None, 0, 14, 2_001))
        return commands.CountHeads(command_id=self._id(), session=self._one([*board.sessions]), heads=heads)

    # Conveners

    def propose(self, board: Board, actor: Actor) -> Logged:
        convener = None
        if actor.role != "participant" and self.dice.random() < 0.6:
            convener = self.dice.choice((*self.conveners, "Per-Olof", "Gunhild"))
        title = "x" * 141 if self.dice.random() < 0.03 else self._word()
        return commands.ProposeTopic(command_id=self._id(), title=title, about=self._word(), convener=convener)

    def edit(self, board: Board, actor: Actor) -> Logged:
        return commands.EditTopic(command_id=self._id(), topic=self._topic(board, actor), title=self._word())

    def withdraw(self, board: Board, actor: Actor) -> Logged:
        return commands.WithdrawTopic(command_id=self._id(), topic=self._topic(board, actor))

    def restore(self, board: Board, actor: Actor) -> Logged:
        return commands.RestoreTopic(command_id=self._id(), topic=self._one([*board.shelf]))

    def place(self, board: Board, actor: Actor) -> Logged:
        topic = self._topic(board, actor)
        named = [session.id for session in board.sessions.values() if session.topic == topic]
        return commands.PlaceTopic(
            command_id=self._id(), topic=topic, room=self._one([*board.rooms]), slot=self._one([*board.slots]),
            session=self.dice.choice(named) if named and self.dice.random() < 0.6 else None, why=self._secret(),
        )  # fmt: skip

    def repeat(self, board: Board, actor: Actor) -> Logged:
        return commands.RepeatTopic(
            command_id=self._id(), topic=self._topic(board, actor),
            room=self._one([*board.rooms]), slot=self._one([*board.slots]),
        )  # fmt: skip

    def unplace(self, board: Board, actor: Actor) -> Logged:
        return commands.UnplaceTopic(command_id=self._id(), topic=self._topic(board, actor), why=self._secret())

    def swap(self, board: Board, actor: Actor) -> Logged:
        a, b = self._one([*board.sessions]), self._one([*board.sessions])
        return commands.SwapSessions(command_id=self._id(), a=a, b=b, why=self._secret())

    def undo(self, board: Board, actor: Actor) -> Logged:
        own = self.own_acts.get(actor.person or "", [])[-4:]
        return commands.Undo(command_id=self._id(), seq=self.dice.choice(own) if own else board.seq)

    # The report

    def edit_report(self, board: Board, actor: Actor) -> Logged:
        pen = self._one([*board.people]) if self.dice.random() < 0.5 else None
        writers = self.dice.choice(WRITERS)
        return commands.EditReport(command_id=self._id(), topic=self._topic(board, actor), writers=writers, pen=pen)

    def say_ready(self, board: Board, actor: Actor) -> Logged:
        is_ready = self.dice.random() < 0.7
        return commands.EditReport(command_id=self._id(), topic=self._topic(board, actor), is_ready=is_ready)

    def add_action(self, board: Board, actor: Actor) -> Logged:
        topic, due = self._one([*board.topics]), self._time().date()
        person = self.dice.choice((None, actor.person, self._one([*board.people])))
        who = None if person else self.dice.choice((None, "Region Skåne"))
        return commands.AddAction(
            command_id=self._id(), topic=topic, what=self._word(), who=who, person=person,
            is_role=self.dice.random() < 0.5, due=due,
        )  # fmt: skip

    def edit_action(self, board: Board, actor: Actor) -> Logged:
        person = self.dice.choice((None, actor.person))
        return commands.EditAction(
            command_id=self._id(), action=self._one([*board.actions]), what=self._word(), person=person,
            is_role=self.dice.random() < 0.5,
        )  # fmt: skip

    def say_progress(self, board: Board, actor: Actor) -> Logged:
        progress = self.dice.choice(PROGRESS)
        return commands.EditAction(
            command_id=self._id(), action=self._one([*board.actions]), progress=progress, news=self._word()
        )

    def remove_action(self, board: Board, actor: Actor) -> Logged:
        return commands.RemoveAction(command_id=self._id(), action=self._one([*board.actions]))

    # Helpers

    def add_person(self, board: Board, actor: Actor) -> Logged:
        return commands.AddPerson(command_id=self._id(), name=self.dice.choice(("Per-Olof", "Gunhild", "Åke")))

    # The facilitator

    def edit_gathering(self, board: Board, actor: Actor) -> Logged:
        return commands.EditGathering(command_id=self._id(), theme=self._word(), wifi_password=self._secret())

    def set_state(self, board: Board, actor: Actor) -> Logged:
        return commands.SetState(command_id=self._id(), state=self.dice.choice(STATES))

    def set_scene(self, board: Board, actor: Actor) -> Logged:
        wall = self.dice.choice((None, "Foajén", "Scenen"))
        return commands.SetScene(command_id=self._id(), scene=self.dice.choice(SCENES), wall=wall)

    def announce(self, board: Board, actor: Actor) -> Logged:
        return commands.Announce(command_id=self._id(), text=self._word())

    def add_room(self, board: Board, actor: Actor) -> Logged:
        return commands.AddRoom(command_id=self._id(), name=self._word(), seats=self.dice.choice((None, 12)))

    def edit_room(self, board: Board, actor: Actor) -> Logged:
        return commands.EditRoom(
            command_id=self._id(), room=self._one([*board.rooms]),
            is_open=self.dice.random() < 0.7, symbol=self.dice.choice(SYMBOLS),
        )  # fmt: skip

    def remove_room(self, board: Board, actor: Actor) -> Logged:
        room = self._one([*board.rooms]) if len(board.rooms) > 2 else NOWHERE
        return commands.RemoveRoom(command_id=self._id(), room=room)

    def add_slot(self, board: Board, actor: Actor) -> Logged:
        starts = self._time()
        length = timedelta(minutes=self.dice.choice((15, 45, -15)))
        return commands.AddSlot(
            command_id=self._id(), starts=starts, ends=starts + length, kind=self.dice.choice(SLOT_KINDS)
        )

    def edit_slot(self, board: Board, actor: Actor) -> Logged:
        return commands.EditSlot(
            command_id=self._id(), slot=self._one([*board.slots]), kind=self.dice.choice(SLOT_KINDS)
        )

    def move_slot(self, board: Board, actor: Actor) -> Logged:
        starts = self._time()
        ends = starts + timedelta(minutes=30)
        return commands.EditSlot(command_id=self._id(), slot=self._one([*board.slots]), starts=starts, ends=ends)

    def remove_slot(self, board: Board, actor: Actor) -> Logged:
        slot = self._one([*board.slots]) if len(board.slots) > 3 else NOWHERE
        return commands.RemoveSlot(command_id=self._id(), slot=slot)

    def start_slot(self, board: Board, actor: Actor) -> Logged:
        return commands.StartSlot(command_id=self._id(), slot=self._one([*board.slots]))

    def end_slot(self, board: Board, actor: Actor) -> Logged:
        return commands.EndSlot(command_id=self._id(), slot=self._one([*board.slots]))

    def extend_slot(self, board: Board, actor: Actor) -> Logged:
        return commands.ExtendSlot(command_id=self._id(), slot=self._one([*board.slots]), minutes=self._minutes())

    def shift_day(self, board: Board, actor: Actor) -> Logged:
        return commands.ShiftDay(command_id=self._id(), minutes=self._minutes())

    def put_aside(self, board: Board, actor: Actor) -> Logged:
        return commands.PutAside(command_id=self._id(), topic=self._one([*board.topics]), why=self._secret())

    def silence(self, board: Board, actor: Actor) -> Logged:
        return commands.SilencePerson(command_id=self._id(), person=self._one([*board.profiles]), why=self._secret())

    def unsilence(self, board: Board, actor: Actor) -> Logged:
        silenced = [profile.id for profile in board.profiles.values() if profile.silenced]
        return commands.UnsilencePerson(command_id=self._id(), person=self._one(silenced))

    _anyone = (star, star, edit_profile, dismiss, count_heads)
    _convener = (propose, propose, edit, withdraw, restore, place, place, place, repeat, unplace, swap, undo, undo,
                 edit_report, say_ready, add_action, add_action, edit_action, say_progress, remove_action)  # fmt: skip
    _helper = (add_person, propose)
    _frame = (
        edit_gathering, set_state, set_state, set_scene, announce, add_room, edit_room, edit_room, remove_room,
        add_slot, edit_slot, move_slot, remove_slot, start_slot, end_slot, extend_slot, shift_day,
        put_aside, silence, unsilence, unsilence, undo, undo, undo, place, swap,
    )  # fmt: skip
