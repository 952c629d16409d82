"""Who acts, when, and on what ground: all a rule may know beside the board."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from openspace.domain.board import Changes, Event
from openspace.domain.entities import Role


class Actor(Struct, frozen=True):
    """Who sends a command. `person` is None for a wall; `language` (BCP 47) is for the answer only."""

    person: str | None
    role: Role = "participant"
    language: str = ""


class Act(Struct, frozen=True):
    """A logged event with the values it overwrote: what an undo takes back."""

    event: Event
    before: Changes


def no_breaks(text: str, language: str, board_language: str) -> tuple[int, ...]:
    """For boards in a language nobody can hyphenate."""
    return ()


class Context(Struct, frozen=True):
    """`act` is given for `Undo` only: the act of that seq, or None when the log has none.

    `breaks`: where the long words of a title, in its language on a board of a language, may break (`hyphens.breaks`).
    """

    now: datetime
    actor: Actor
    new_id: Callable[[], str]
    act: Act | None = None
    breaks: Callable[[str, str, str], tuple[int, ...]] = no_breaks
