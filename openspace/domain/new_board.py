"""The plan of a board to come. No command: there is no board yet that could be asked.

Shapes only; whether it may be is decided in `rules/gathering.py` and `rules/venue.py`.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from openspace.domain.commands import Instant
from openspace.domain.entities import SlotKind


class RoomPlan(Struct, frozen=True, kw_only=True):
    name: str
    seats: int | None = None
    directions: str | None = None


class SlotPlan(Struct, frozen=True, kw_only=True):
    starts: Instant
    ends: Instant
    kind: SlotKind | None = None
    label: str | None = None


class NewBoard(Struct, frozen=True, kw_only=True):
    """The body of `POST /api/boards`: everything the first event of a board says. None is as good as left out."""

    title: str
    theme: str | None = None
    language: str | None = None
    timezone: str | None = None
    rooms: list[RoomPlan]
    slots: list[SlotPlan]
    state: Literal["gathering", "open"] = "open"
    people_expected: int | None = None
    responsible: str | None = None
    keep_until: date | None = None
    wifi_name: str | None = None
    wifi_password: str | None = None
