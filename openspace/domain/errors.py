"""How a board says no.

Refused                    the board says no; nothing changed
├── Unknown                no such topic, room, slot, session, person, notice or act
├── Invalid                a text or number outside its limits
├── TooMany                the board is full of that kind of thing
├── NotNow                 the state or the clock does not allow it
├── NotYours               only the convener, a facilitator or a scribe may
├── Silenced               a facilitator has silenced this device
├── WhichSession           the topic has several sessions and none was named
├── ChangedSince           what the act touched is no longer as it left it
├── SlotsOverlap           two slots would share time
├── NoBook                 nothing is published
└── Clash                  the cell cannot hold the session
    ├── RoomTaken
    ├── RoomClosed
    ├── NoSessionsThen
    └── ConvenerBusy

A refusal is an answer: a stable `code`, a sentence, and what to do instead. Sentences are message ids
of the catalogs (English); `values` fill their braces after translation.
"""

from typing import ClassVar

from msgspec import Struct


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message for the catalogs."""
    return message


class FreeCell(Struct, frozen=True):
    """A place that would do. `label` is for people: "13:00 Biblioteket"."""

    room: str
    slot: str
    label: str


class Refused(Exception):
    """The board says no; nothing changed.

    Attributes:
        code: Stable, for programs.
        says: Message id of what is the case.
        instead: Message id of what to do instead; never empty.
        values: Fills the braces of both; values that are message ids themselves stand in `terms`.
        terms: Values to be translated before they are filled in.
        cells: Nearest free cells, best first.
    """

    code: ClassVar[str] = "refused"
    says: str = N_("That is not possible.")
    instead: str = N_("Look at the board and try again.")

    def __init__(
        self,
        *,
        says: str | None = None,
        instead: str | None = None,
        terms: dict[str, str] | None = None,
        cells: tuple[FreeCell, ...] = (),
        **values: str | int,
    ) -> None:
        super().__init__(self.code)
        self.says = says or self.says
        self.instead = instead or self.instead
        self.terms = terms or {}
        self.cells = cells
        self.values = values


class Unknown(Refused):
    """`what`: topic, room, slot, session, person, notice, act."""

    code = "unknown"
    says = N_("There is no such {what} on this board.")
    instead = N_("It may have been taken away a moment ago. Look at the board and choose again.")


class Invalid(Refused):
    code = "invalid"
    says = N_("{field} cannot be used as it is.")
    instead = N_("Change it and send it again.")


class TooMany(Refused):
    code = "too_many"
    says = N_("The board holds no more of these ({limit}).")
    instead = N_("Remove one first.")


class NotNow(Refused):
    code = "not_now"
    says = N_("The marketplace is not open yet.")
    instead = N_("Your draft is kept. It can go up when the facilitator opens the marketplace.")


class NotYours(Refused):
    code = "not_yours"
    says = N_("Only its convener may do that.")
    instead = N_("Talk to the convener, or ask the facilitator.")


class Silenced(Refused):
    code = "silenced"
    says = N_("The facilitator has silenced this device: {why}")
    instead = N_("Talk to the facilitator. Everything you wrote is kept.")


class WhichSession(Refused):
    code = "which_session"
    says = N_("The topic meets several times.")
    instead = N_("Choose which of its sessions you mean.")


class ChangedSince(Refused):
    code = "changed_since"
    says = N_("It cannot be taken back: somebody has changed it since.")
    instead = N_("Look at how it is now and change it by hand.")


class NoBook(Refused):
    code = "no_book"
    says = N_("No book is published.")
    instead = N_("Ask the facilitator. It comes when everybody has had a look at it.")


class SlotsOverlap(Refused):
    code = "slots_overlap"
    says = N_("{time} overlaps {other}.")
    instead = N_("Choose times that leave the others room, or shift the rest of the day first.")


class Clash(Refused):
    """The cell cannot hold the session. `instead` names the nearest free cells, if any is left."""

    instead_if_full = N_("No place is free. The topic is up and waits; ask the facilitator for one more room.")
    instead = N_("Free: {cells}.")

    def __init__(self, *, cells: tuple[FreeCell, ...] = (), **values: str | int) -> None:
        super().__init__(instead=self.instead if cells else self.instead_if_full, cells=cells)
        self.values = {"cells": ", ".join(cell.label for cell in cells), **values}


class RoomTaken(Clash):
    """`by`: id of the topic that holds the room then."""

    code = "room_taken"
    says = N_("{place} is taken by “{title}”, {name}.")

    def __init__(self, *, by: str, cells: tuple[FreeCell, ...], **values: str | int) -> None:
        super().__init__(cells=cells, **values)
        self.by = by


class RoomClosed(Clash):
    code = "room_closed"
    says = N_("{room} is closed.")


class NoSessionsThen(Clash):
    code = "no_sessions_then"
    says = N_("There are no sessions at {time}.")


class ConvenerBusy(Clash):
    code = "convener_busy"
    says = N_("{name} already has “{title}” at {time}.")
