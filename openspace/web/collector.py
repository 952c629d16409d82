"""When Python looks for memory that only it can free: little at a time, and at no object again and again.

Looking at everything stops every screen meanwhile, with 5,000 of them for a quarter of a second; bench/suites/pauses.py
shows it. So what survives a full collection is set aside, and a full collection comes while what is new is little.
Nearly everything of ours goes without any of this, as soon as nobody holds it; what was set aside and has become
garbage since is found after `thaw_hourly`.
"""

import asyncio
import gc
from typing import Any, Final

# New objects until the youngest are looked through (measured: 2 ms), and how often that happens before the next
# generation is: 25,000 objects in the middle one, 125,000 in the last, some 25 ms at most. A screen has 200.
THRESHOLDS: Final = (5_000, 5, 5)
THAW_EVERY_S: Final = 3_600.0


def tune() -> None:
    """Once, when the server has started: what lives now lives on."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    gc.callbacks.append(set_survivors_aside)


def set_survivors_aside(phase: str, info: dict[str, Any]) -> None:
    """Python calls this around every collection."""
    if phase == "stop" and info["generation"] == 2:
        gc.freeze()


async def thaw_hourly() -> None:
    """Let the next full collection look at everything, once an hour. Until cancelled."""
    while True:
        await asyncio.sleep(THAW_EVERY_S)
        gc.unfreeze()
