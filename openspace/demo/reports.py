"""What the demo's people write, as `reports.toml` has it, and who sits down to write it."""

import tomllib
from collections import deque
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

WRITERS_MAX: Final = 3  # of one topic at a time; the convener is one of them


class Promise(Struct, frozen=True):
    """What somebody takes on. `who`: empty for the convener; `days`: after the meeting."""

    what: str
    who: str
    days: int
    first_step: str = ""
    is_role: bool = False


class Report(Struct, frozen=True, forbid_unknown_fields=True):
    """What one topic leaves behind, by the headings of the template. `internal`: one line that stays on the board."""

    talked: tuple[str, ...]
    surprised: tuple[str, ...]
    agreed: tuple[str, ...]
    promise: Promise | None = None
    internal: str = ""
    chart: tuple[str, ...] = ()

    def lines(self) -> list["Line"]:
        """Everything in order."""
        parts = self.talked, self.surprised, self.agreed
        return [
            Line(heading, sentence, is_first=sentence == sentences[0])
            for heading, sentences in enumerate(parts)
            for sentence in sentences
        ]


class Line(Struct, frozen=True):
    """One sentence. `heading`: which of the template's it stands under, the first 0; `is_first`: there."""

    heading: int
    sentence: str
    is_first: bool


class Desk:
    """Where the notes of one topic are written: what is still to be said, and how many have sat down."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.unsaid = deque(report.lines())
        self.writers = 0

    @property
    def has_room(self) -> bool:
        return bool(self.unsaid) and self.writers < WRITERS_MAX


@cache
def all_reports() -> dict[str, Report]:
    """By title of the topic."""
    with Path(__file__).with_name("reports.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file), dict[str, Report])
