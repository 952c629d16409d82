"""When Python looks for memory that only it can free: little at a time, and at no object again and again.

Looking at everything stops every screen meanwhile, with 5,000 of them for a quarter of a second; bench/suites/pauses.py
shows it. So what survives a full collection is set aside, and a full collection comes while what is new is little.
Nearly everything of ours goes without any of this, as soon as nobody holds it; what was set aside and has become
garbage since is found after `thaw_hourly`.
"""

import asyncio
import gc
from typing import Any, Final

# New objects until the youngest are looked through; how often that happens until the next generation is, and how often
# that until the last: some 5,000, 25,000 and 75,000 objects at a time (measured: 1, 5 and 20 ms). A screen is 200.
THRESHOLDS: Final = (5_000, 4, 2)
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
