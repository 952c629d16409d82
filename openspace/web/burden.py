"""What all connections together may hold in memory: what they have begun to say, and what they do not read.

Each has limits of its own, but nobody is limited in number or by address: a venue is one address. So there is one limit
for all, and past it whoever holds most is let go first. A phone it happens to comes back by itself.
"""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from openspace.ports import Clock

STATE: Final = "burden"  # where the server below hands it on, in every connection's state

HOLD_MAX_BYTES: Final = 512 * 1024 * 1024
LIGHT_BYTES: Final = 4_096  # who holds no more is not looked at
LOOK_EVERY_S: Final = 1.0


class Holder(Protocol):
    def held_bytes(self) -> int: ...

    def let_go(self, reason: str) -> None:
        """End it at once, with its line in the log."""


class Burden:
    """`add` whoever may hold more than `LIGHT_BYTES`; who no longer does is forgotten at the next look."""

    def __init__(self) -> None:
        self._holders: set[Holder] = set()

    def add(self, holder: Holder) -> None:
        self._holders.add(holder)

    def discard(self, holder: Holder) -> None:
        self._holders.discard(holder)

    def shed(self) -> None:
        """Let go of the heaviest until the rest may stay."""
        held = {holder: size for holder in self._holders if (size := holder.held_bytes()) > LIGHT_BYTES}
        self._holders = set(held)
        total = sum(held.values())
        for holder in sorted(held, key=held.__getitem__, reverse=True):
            if total <= HOLD_MAX_BYTES:
                return
            total -= held[holder]
            holder.let_go("holds too much")

    async def watch(self, clock: Clock) -> None:
        """Until cancelled."""
        while True:
            await clock.sleep(LOOK_EVERY_S)
            self.shed()


def burden_in(state: Mapping[str, Any]) -> Burden:
    """That of the server that made the connection; a new one where it has none."""
    found: Burden | None = state.get(STATE)
    return Burden() if found is None else found
