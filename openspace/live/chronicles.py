"""What became of each session of a board, for calendars: read from the log once, then only what came since."""

from typing import Final

from openspace.domain.chronicle import EMPTY, Chronicle, chronicle_of
from openspace.ports import Store

KEPT_MAX: Final = 64  # boards; the one asked for longest ago goes


class Chronicles:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[tuple[str, str], Chronicle] = {}

    async def of(self, code: str, epoch: str) -> Chronicle:
        """Up to what is durable. `epoch`: the board's, as history is another under another. Raises NotRead."""
        before = self._kept.get((code, epoch), EMPTY)
        rows = await self._store.read(code, after=before.seq)
        told = chronicle_of((row.event for row in rows), before) if rows else before
        self._kept.pop((code, epoch), None)
        self._kept[code, epoch] = told
        if len(self._kept) > KEPT_MAX:
            del self._kept[next(iter(self._kept))]
        return told
