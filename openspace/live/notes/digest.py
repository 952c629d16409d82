"""What other screens see of notes while they are written: how they stand, and the last lines that are finished.

A line is finished when its writer's caret has left it, or, where nobody knows the carets, when it has stood for 20 s.
"""

from collections.abc import Collection
from itertools import islice
from typing import Final

from msgspec import Struct

from openspace.domain import markup

FINISHED_AFTER_S: Final = 20.0
CARET_HOLDS_S: Final = 120.0  # somebody who reads an old line with the caret in it does not take it away
LINES_MAX: Final = 4
LINE_MAX_CHARS: Final = 200
SHOWN_FOR_S: Final = 600.0  # after the last change; the plane is not the place for old notes
ALWAYS: Final = float("-inf")


class Writing(Struct, frozen=True, kw_only=True):
    """How a topic's notes stand, without what is internal. `version` grows with the text."""

    version: int
    is_empty: bool
    writers: int = 0  # screens that wrote during the last two minutes
    readers: int = 0  # the others that have it open
    lines: tuple[str, ...] = ()  # without Markdown signs


class Carets(Struct, frozen=True):
    """`lines`: numbers of those with a writer's caret. `are_all_known`: of every writer."""

    lines: Collection[int]
    are_all_known: bool


class Lines:
    """Since when each line reads as it does. Those of the text it begins with have always."""

    def __init__(self, text: str) -> None:
        self._since = dict.fromkeys(text.split("\n"), ALWAYS)

    def read(self, text: str, now: float) -> None:
        self._since = {line: self._since.get(line, now) for line in text.split("\n")}

    def finished(self, text: str, carets: Carets, now: float, headings: Collection[str]) -> tuple[str, ...]:
        """The last ones, by when they were written, in the order of the text; `text` has been read."""
        numbered = [(self._since[line], number, line) for number, line in markup.public_lines(text)]
        # Lazily from the latest on: this comes once a second for every text that is open.
        said = (
            (number, plain[:LINE_MAX_CHARS])
            for _, number, line in sorted(numbered, reverse=True)
            if self._is_finished(line, number in carets.lines, carets.are_all_known, now)
            and (plain := markup.plain(line)) not in ("", *headings)
        )
        return tuple(plain for _, plain in sorted(islice(said, LINES_MAX)))

    def _is_finished(self, line: str, has_caret: bool, are_carets_known: bool, now: float) -> bool:
        age = now - self._since[line]
        if has_caret:
            return age >= CARET_HOLDS_S
        return are_carets_known or age >= FINISHED_AFTER_S
