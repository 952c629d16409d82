"""One socket on a document: who writes or reads, and whether it keeps up."""

from typing import Final

from openspace.domain.context import Actor
from openspace.live.frame import BACKLOG_MAX_BYTES, FrameSink
from openspace.live.screen import Screen

WRITES_FOR_S: Final = 120.0  # after a change somebody counts as a writer


class Peer(Screen):
    """`clients`: the Yjs client ids it speaks for. `owes_answer`: it was asked for changes that it sent too early.

    `is_turned_away`: we closed it for what it sent; nothing more of that is taken.
    """

    def __init__(self, actor: Actor, sink: FrameSink) -> None:
        super().__init__(actor, sink)
        self.clients: set[int] = set()
        self.owes_answer = False
        self.is_turned_away = False
        self.typed_at: float | None = None  # monotonic seconds; None before the first change

    def is_writing(self, now: float) -> bool:
        return self.typed_at is not None and now - self.typed_at < WRITES_FOR_S

    def is_behind(self, now: float) -> bool:
        """From here on, if it does not read what it asks for."""
        if self.behind_since is None and self.sink.backlog() > BACKLOG_MAX_BYTES:
            self.behind_since = now
        return self.behind_since is not None
