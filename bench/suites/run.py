"""What a suite is told of the run it is part of."""

from pathlib import Path

from msgspec import Struct


class Run(Struct, frozen=True, kw_only=True):
    """`folder`: on the disk to measure. `is_quick`: one short round with few clients, to see that everything works."""

    folder: Path
    rounds: int = 5
    is_quick: bool = False
