"""When Python looks for memory that only it can free: little at a time, and at no object twice.

Looking at everything stops every screen meanwhile, with 5,000 of them for a quarter of a second; bench/suites/pauses.py
shows it. Python's way from generation to generation looks three times at all that lives on, which was a quarter of what
a join cost. So what is new is looked through once, and what survives that is set aside. Nearly everything of ours goes
without any of this, as soon as nobody holds it; what was set aside and has become garbage since is found by
`thaw_hourly`.
"""

import asyncio
import gc
from typing import Final

NEW_MAX_OBJECTS: Final = 20_000  # until they are looked through (measured: 5 ms). A screen is 200
THAW_EVERY_S: Final = 3_600.0


def tune() -> None:
    """Once, when the server has started: what lives now lives on. The little that does not goes within the hour."""
    gc.freeze()
    gc.set_threshold(NEW_MAX_OBJECTS)
    gc.callbacks.append(set_survivors_aside)


def set_survivors_aside(phase: str, _info: dict[str, int]) -> None:
    """Python calls this around every collection."""
    if phase == "stop":
        gc.freeze()


async def thaw_hourly() -> None:
    """Look at everything once an hour. Until cancelled."""
    while True:
        await asyncio.sleep(THAW_EVERY_S)
        gc.unfreeze()
        gc.collect()


def let_go_of(transport: asyncio.BaseTransport) -> None:
    """The transport of a connection that is gone leaves memory now, not within the hour.

    asyncio's own holds itself by the method it reads with, and no public name breaks that: a kilobyte a connection,
    among people whose phones sleep and wake a third of a megabyte a minute (bench/suites/memory.py).
    """
    if hasattr(transport, "_read_ready_cb"):
        transport._read_ready_cb = None
