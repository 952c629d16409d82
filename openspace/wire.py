"""Every message between a screen and the server: shapes, decoding, encoding. Pure.

Shapes for rules S1-S10 of docs/PROTOCOL.md. What comes in is hostile: `decode` raises `Rubbish` for what no
client of ours could send, and returns `Unreadable` for a command that deserves an answer.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import reduce
from typing import Any, Final, Literal

import msgspec
from msgspec import Raw, Struct, field

from openspace import instants
from openspace.domain import commands
from openspace.domain.board import PUBLIC, Board, Event
from openspace.domain.entities import Entity, Role
from openspace.domain.errors import N_, Invalid, Refused

PROTOCOL: Final = 1
FRAME_MAX_BYTES: Final = 65_536
NOTES_FRAME_MAX_BYTES: Final = 1_048_576
NOTES_MAX_BYTES: Final = 65_536  # of a topic's text in UTF-8
COMMAND_MAX_BYTES: Final = 8_192

Plane = Literal["heads", "interest", "flows", "walls", "address", "notes"]
DEFAULT_PLANES: Final[frozenset[Plane]] = frozenset({"heads", "interest"})

CLOSE_RESTART: Final = 1012
CLOSE_BUSY: Final = 1013
CLOSE_TOO_BIG: Final = 1009
CLOSE_RUBBISH: Final = 4000
CLOSE_BAD_TOKEN: Final = 4401
CLOSE_FORBIDDEN: Final = 4403
CLOSE_NO_BOARD: Final = 4404
CLOSE_TOO_LONG: Final = 4413  # of notes

Translate = Callable[[str], str]

encode = msgspec.json.encode


# Up


class Hello(Struct, frozen=True, tag="hello"):
    """`since`: last seq the screen has applied, 0 before the first. `wall`: the name a desk calls this projector by."""

    protocol: int = PROTOCOL
    epoch: str | None = None
    since: int = 0
    screen: Literal["phone", "wall", "desk", "scribe"] | None = None
    wall: str = ""


class Watch(Struct, frozen=True, tag="watch"):
    """Unknown planes are ignored."""

    planes: list[str]


class Unreadable(Struct, frozen=True):
    """A command that cannot be decided but deserves an answer."""

    command_id: str | None
    refused: Refused


class UnknownMessage(Struct, frozen=True):
    """A message of a later version; ignored."""


class UnknownCommand(Refused):
    code = "unknown_command"
    says = N_("This server does not know what was asked ({type}).")
    instead = N_("Reload the page and try again.")


class TooLarge(Refused):
    code = "too_large"
    says = N_("That is more text than the board takes at once.")
    instead = N_("Shorten it and send it again.")


class NotSavedNow(Refused):
    """The store could not write; the same command id may be sent again."""

    code = "not_saved"
    says = N_("It could not be saved just now.")
    instead = N_(
        "It is kept here; try again in a moment. If this stays, tell the facilitator that the disk may be full."
    )


class Rubbish(Exception):
    """Not a message at all; the peer is closed with CLOSE_RUBBISH."""


class _Envelope(Struct, frozen=True):
    """`command_id` of any type: a command with a wrong one is still answered."""

    type: str
    command_id: Any = None


# What only the server sends: it comes after something the server has done first.
_FROM_SERVER: Final = (commands.JoinBoard, commands.AddPhoto, commands.PublishBook)
_from_screens = tuple(c for c in commands.AnyCommand.__args__ if c not in _FROM_SERVER)
_tags: Final = frozenset(c.__struct_config__.tag for c in _from_screens)
_decode_envelope = msgspec.json.Decoder(_Envelope).decode
_decode_command: Callable[[str | bytes], commands.AnyCommand] = msgspec.json.Decoder(
    reduce(lambda a, b: a | b, _from_screens)
).decode
_decode_control = msgspec.json.Decoder(Hello | Watch).decode

Up = commands.AnyCommand | Hello | Watch | Unreadable | UnknownMessage


def decode(text: str | bytes) -> Up:
    """One message from a screen.

    Raises:
        Rubbish: Not JSON, not an object, without a type, or nested beyond reason.
    """
    try:
        envelope = _decode_envelope(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise Rubbish(str(error)) from None
    if envelope.type in ("hello", "watch"):
        return _control(text)
    command_id = envelope.command_id if isinstance(envelope.command_id, str) else None
    if envelope.type not in _tags:
        if command_id is None:
            return UnknownMessage()
        return Unreadable(command_id, UnknownCommand(type=envelope.type[:40]))
    if len(text) > COMMAND_MAX_BYTES or len(text.encode() if isinstance(text, str) else text) > COMMAND_MAX_BYTES:
        return Unreadable(command_id, TooLarge())
    return _command(text, command_id)


def _control(text: str | bytes) -> Hello | Watch:
    try:
        control: Hello | Watch = _decode_control(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise Rubbish(str(error)) from None
    return control


def _command(text: str | bytes, command_id: str | None) -> commands.AnyCommand | Unreadable:
    try:
        return instants.read(_decode_command, text)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        return Unreadable(command_id, Invalid(field=str(error)[:120]))


# Down


class Me(Struct, frozen=True, kw_only=True):
    """Who the server takes this screen for. `person` is None for a wall."""

    person: str | None
    role: Role
    name: str
    language: str


class Welcome(Struct, frozen=True, kw_only=True, tag="welcome", tag_field="type", omit_defaults=True):
    """Exactly one of `snapshot` and `events`. `release` tells an open screen that new scripts wait."""

    me: Me
    version: int
    release: str
    epoch: str
    seq: int
    now: int  # milliseconds since 1970
    snapshot: Raw | None = None
    events: list[Raw] | None = None
    presence: Raw
    mine: dict[str, dict[str, Entity]]


class _PublicEvent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    seq: int
    at: datetime
    type: str
    by: str | None = None
    changes: dict[str, Mapping[str, Entity | None]] = field(default_factory=dict)


class Mine(Struct, frozen=True, kw_only=True, tag="mine", tag_field="type"):
    """Private changes for one owner."""

    seq: int
    changes: dict[str, dict[str, Any]]


class Instead(Struct, frozen=True, omit_defaults=True):
    text: str
    cells: list[dict[str, str]] = field(default_factory=list)


class Accepted(Struct, frozen=True, kw_only=True, tag="accepted", tag_field="type", omit_defaults=True):
    command_id: str
    seq: int
    made: dict[str, str] = field(default_factory=dict)


class RefusedMessage(Struct, frozen=True, kw_only=True, tag="refused", tag_field="type"):
    command_id: str | None
    code: str
    message: str
    instead: Instead


def public_event(event: Event, board: Board) -> Raw:
    """The event as every screen gets it; `board` is the one after it. Nothing public: only its seq (S7)."""
    public = {name: changed for name, changed in event.changes.each() if name in PUBLIC}
    if not public:
        return Raw(b'{"seq":%d}' % event.seq)
    by = event.by if event.by in board.people else None
    return Raw(encode(_PublicEvent(seq=event.seq, at=event.at, type=event.type, by=by, changes=public)))


def is_public(event: Event) -> bool:
    """Whether screens other than the owner's have anything to repaint."""
    return any(name in PUBLIC for name, _ in event.changes.each())


def events_frame(events: Iterable[Raw]) -> bytes:
    """`{"type":"events","events":[…]}`"""
    return b'{"type":"events","events":[' + b",".join(bytes(event) for event in events) + b"]}"


def presence_frame(parts: Mapping[str, Any]) -> bytes:
    """`{"type":"presence", …}` with the changed keys of the planes one screen watches."""
    return encode({"type": "presence", **parts})


def now_frame(now: datetime) -> bytes:
    return b'{"type":"now","now":%d}' % milliseconds(now)


def snapshot(board: Board) -> Raw:
    """The `board` of GET and of a welcome: every public collection, empty ones too."""
    return Raw(encode(board.public()))


def refusal(command_id: str | None, refused: Refused, translate: Translate) -> RefusedMessage:
    """A refusal in the reader's language."""
    return RefusedMessage(
        command_id=command_id,
        code=refused.code,
        message=_fill(refused.says, refused, translate),
        instead=Instead(
            text=_fill(refused.instead, refused, translate),
            cells=[{"room": cell.room, "slot": cell.slot} for cell in refused.cells],
        ),
    )


def _fill(message: str, refused: Refused, translate: Translate) -> str:
    terms = {name: translate(term) for name, term in refused.terms.items()}
    return translate(message).format(**{**refused.values, **terms})


def milliseconds(instant: datetime) -> int:
    """Since 1970."""
    return round(instant.timestamp() * 1000)
