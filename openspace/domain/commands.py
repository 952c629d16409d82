"""What people ask of a board: one frozen struct a command, told apart by `type` on the wire.

Shapes only; whether it may happen is decided in `rules/`. In edits a field left out (UNSET)
is unchanged and null clears. Times need an offset. Lengths are checked after cleaning, in the rules.
"""

from datetime import date, datetime
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from openspace.domain.entities import Progress, Scene, SlotKind, State, Symbol, Writers

Instant = Annotated[datetime, Meta(tz=True)]
CommandId = Annotated[str, Meta(min_length=1, max_length=200)]


def tag_of(class_name: str) -> str:
    """`ProposeTopic` -> `propose_topic`."""
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in class_name).lstrip("_")


class Command(Struct, frozen=True, kw_only=True, tag_field="type", tag=tag_of):
    """Something a person asks for. `command_id` is chosen by the sender; the same id is the same act."""

    command_id: CommandId


# The gathering


class JoinBoard(Command, frozen=True, kw_only=True):
    """Become a person on the board. Sent by the server for `POST people`; `person` is the new id."""

    person: str
    name: str = ""
    language: str = ""


class AddPerson(Command, frozen=True, kw_only=True):
    """A person without a phone, by a facilitator or scribe. Made: `person`."""

    name: str


class EditProfile(Command, frozen=True, kw_only=True):
    """My own name, language and consent."""

    name: str | None | UnsetType = UNSET
    language: str | None | UnsetType = UNSET
    may_publish: bool | UnsetType = UNSET


class EditGathering(Command, frozen=True, kw_only=True):
    title: str | UnsetType = UNSET
    theme: str | None | UnsetType = UNSET
    language: str | UnsetType = UNSET
    people_expected: int | None | UnsetType = UNSET
    responsible: str | None | UnsetType = UNSET
    keep_until: date | None | UnsetType = UNSET
    wifi_name: str | None | UnsetType = UNSET
    wifi_password: str | None | UnsetType = UNSET


class SetState(Command, frozen=True, kw_only=True):
    state: State


class SetScene(Command, frozen=True, kw_only=True):
    """What the walls show: every wall, or the one named."""

    scene: Scene
    page: int = 0
    wall: str | None = None


class Announce(Command, frozen=True, kw_only=True):
    """One line to everyone. Made: `announcement`."""

    text: str


class DismissNotice(Command, frozen=True, kw_only=True):
    """OK to a notice or an announcement."""

    notice: str


# The venue


class AddRoom(Command, frozen=True, kw_only=True):
    """Made: `room`."""

    name: str
    seats: int | None = None
    directions: str = ""


class EditRoom(Command, frozen=True, kw_only=True):
    room: str
    name: str | UnsetType = UNSET
    seats: int | None | UnsetType = UNSET
    colour: int | UnsetType = UNSET
    symbol: Symbol | UnsetType = UNSET
    directions: str | None | UnsetType = UNSET
    is_open: bool | UnsetType = UNSET


class RemoveRoom(Command, frozen=True, kw_only=True):
    room: str


class AddSlot(Command, frozen=True, kw_only=True):
    """Made: `slot`."""

    starts: Instant
    ends: Instant
    kind: SlotKind = "sessions"
    label: str = ""


class EditSlot(Command, frozen=True, kw_only=True):
    slot: str
    starts: Instant | UnsetType = UNSET
    ends: Instant | UnsetType = UNSET
    kind: SlotKind | UnsetType = UNSET
    label: str | None | UnsetType = UNSET


class RemoveSlot(Command, frozen=True, kw_only=True):
    slot: str


# The clock


class StartSlot(Command, frozen=True, kw_only=True):
    slot: str


class EndSlot(Command, frozen=True, kw_only=True):
    slot: str


class ExtendSlot(Command, frozen=True, kw_only=True):
    """What follows too closely is pushed along."""

    slot: str
    minutes: int = 5


class ShiftDay(Command, frozen=True, kw_only=True):
    """Move every slot of the day that has not begun, or those from `slot` on."""

    minutes: int
    slot: str | None = None


# The marketplace


class ProposeTopic(Command, frozen=True, kw_only=True):
    """Made: `topic`. `convener`: a person's id or a name, from facilitator and scribe only."""

    title: str
    about: str | None = None
    language: str | None = None
    convener: str | None = None


class EditTopic(Command, frozen=True, kw_only=True):
    topic: str
    title: str | UnsetType = UNSET
    about: str | None | UnsetType = UNSET
    language: str | None | UnsetType = UNSET


class WithdrawTopic(Command, frozen=True, kw_only=True):
    topic: str


class RestoreTopic(Command, frozen=True, kw_only=True):
    """Up again: the convener what they withdrew, a facilitator what was put aside."""

    topic: str


class SetInterest(Command, frozen=True, kw_only=True):
    topic: str
    on: bool


# The agenda


class PlaceTopic(Command, frozen=True, kw_only=True):
    """Made, when the topic had no session: `session`."""

    topic: str
    room: str
    slot: str
    session: str | None = None
    why: str = ""


class RepeatTopic(Command, frozen=True, kw_only=True):
    """One session more for a topic that has a place. Made: `session`."""

    topic: str
    room: str
    slot: str


class UnplaceTopic(Command, frozen=True, kw_only=True):
    topic: str
    session: str | None = None
    why: str = ""


class SwapSessions(Command, frozen=True, kw_only=True):
    a: str
    b: str
    why: str = ""


class Undo(Command, frozen=True, kw_only=True):
    """Take an act back. `seq` is the one `accepted` gave."""

    seq: int


# Feet


class Move(Command, frozen=True, kw_only=True):
    """Where I am: a session's id, `cafe`, `lobby`, or null: in no count. Not logged."""

    to: str | None


class CountHeads(Command, frozen=True, kw_only=True):
    """ "We are 14 here": everyone in the room, phone or not. None takes the count away."""

    session: str
    heads: int | None


# The report: notes, actions, photos


class EditReport(Command, frozen=True, kw_only=True):
    """Who may write a topic's notes, who holds the pen (None: nobody beside the convener), whether it is done."""

    topic: str
    writers: Writers | UnsetType = UNSET
    pen: str | None | UnsetType = UNSET
    is_on_walls: bool | UnsetType = UNSET
    is_ready: bool | UnsetType = UNSET


class AddAction(Command, frozen=True, kw_only=True):
    """Made: `action`. `person` alone is enough for somebody on the board: `who` is then their name."""

    topic: str
    what: str
    who: str | None = None
    person: str | None = None
    is_role: bool = False
    due: date | None = None
    first_step: str | None = None


class EditAction(Command, frozen=True, kw_only=True):
    action: str
    what: str | UnsetType = UNSET
    who: str | None | UnsetType = UNSET
    person: str | None | UnsetType = UNSET
    is_role: bool | UnsetType = UNSET
    due: date | None | UnsetType = UNSET
    first_step: str | None | UnsetType = UNSET
    progress: Progress | UnsetType = UNSET
    news: str | None | UnsetType = UNSET


class RemoveAction(Command, frozen=True, kw_only=True):
    action: str


class AddPhoto(Command, frozen=True, kw_only=True):
    """Sent by the server once the picture's bytes are stored. Made: `photo`."""

    topic: str
    digest: str
    width: int
    height: int
    size: int
    text: str = ""


class EditPhoto(Command, frozen=True, kw_only=True):
    photo: str
    text: str | None | UnsetType = UNSET
    may_publish: bool | UnsetType = UNSET


class RemovePhoto(Command, frozen=True, kw_only=True):
    photo: str


# The book


class PublishBook(Command, frozen=True, kw_only=True):
    """Sent by the server once the edition's bytes are stored; it replaces the one before. Made: `edition`.

    `withdrawn`: the person whose name this edition no longer bears, and who will be in no later one.
    """

    digest: str
    withdrawn: str | None = None


class UnpublishBook(Command, frozen=True, kw_only=True):
    """The public book is gone from its address."""


# Taking down


class PutAside(Command, frozen=True, kw_only=True):
    topic: str
    why: str


class SilencePerson(Command, frozen=True, kw_only=True):
    """Their topics go aside and the device may not write until it is let speak again."""

    person: str
    why: str


class UnsilencePerson(Command, frozen=True, kw_only=True):
    person: str


Logged = (
    JoinBoard | AddPerson | EditProfile | EditGathering | SetState | SetScene | Announce | DismissNotice
    | AddRoom | EditRoom | RemoveRoom | AddSlot | EditSlot | RemoveSlot
    | StartSlot | EndSlot | ExtendSlot | ShiftDay
    | ProposeTopic | EditTopic | WithdrawTopic | RestoreTopic | SetInterest
    | PlaceTopic | RepeatTopic | UnplaceTopic | SwapSessions | Undo
    | CountHeads
    | EditReport | AddAction | EditAction | RemoveAction | AddPhoto | EditPhoto | RemovePhoto
    | PublishBook | UnpublishBook
    | PutAside | SilencePerson | UnsilencePerson
)  # fmt: skip
AnyCommand = Logged | Move
