"""One file a suite: what is measured, beside what, and the goals it must reach."""

from importlib import import_module
from typing import Final, Protocol, cast

from bench.results import Plot, Row
from bench.suites.run import Run

# In the order in which they run and stand on the page.
SUITES: Final = (
    "fanout", "slow_phone", "crowd", "commands", "long_day", "joins", "reconnects", "first_load", "start", "memory",
    "pauses", "notes", "notes_opening", "book",
)  # fmt: skip


class Suite(Protocol):
    """A module of this folder."""

    TITLE: str
    METHOD: str

    async def measure(self, run: Run) -> tuple[list[Row], list[Plot]]:
        """All rounds, with servers and clients that are started for it and ended with it."""


def suite_of(name: str) -> Suite:
    """Loaded when it is wanted, as each has needs of its own."""
    return cast("Suite", import_module(f"bench.suites.{name}"))
