"""One socket as the board sees it: who looks, at what, and whether it keeps up."""

from typing import TYPE_CHECKING, Any, Final

from openspace.domain.context import Actor
from openspace.live.frame import BACKLOG_MAX_BYTES, Frame, FrameSink
from openspace.wire import CLOSE_BUSY, DEFAULT_PLANES, Plane

if TYPE_CHECKING:
    from openspace.live.fanout import Fanout

# Answers kept for a screen that is behind. Its handler reads no further command until the last is answered,
# so this is reached only by a client that does not wait for anything.
ANSWERS_MAX: Final = 200
DRAINED_BYTES: Final = BACKLOG_MAX_BYTES // 16
NEVER: Final = float("-inf")  # when it last kept up, as far as anybody knows


class Screen:
    """`kind` (phone, wall, desk, scribe or "") and `wall` (a projector's name) are what its hello says.

    `fanout`: those it is written to with, once it is one of a board's screens; `line`: its descriptor while it stands
    among the free ones there.
    """

    def __init__(
        self,
        actor: Actor,
        sink: FrameSink,
        planes: frozenset[Plane] = DEFAULT_PLANES,
        kind: str = "",
        wall: str = "",
    ) -> None:
        self.actor = actor
        self.sink = sink
        self.planes = planes
        self.kind = kind
        self.wall = wall
        self.fanout: Fanout[Any] | None = None
        self.line: int | None = None
        self.wrote_at = 0.0
        self._behind_since: float | None = None
        self._answers: list[Frame] = []

    @property
    def behind_since(self) -> float | None:
        """Monotonic seconds; None while it keeps up."""
        return self._behind_since

    @behind_since.setter
    def behind_since(self, since: float | None) -> None:
        self._behind_since = since
        self.settle()

    @property
    def told_at(self) -> float:
        """When a frame was last written to it; monotonic seconds."""
        if self.fanout is None or self.line is None:
            return self.wrote_at
        return max(self.wrote_at, self.fanout.told_at)

    def settle(self) -> None:
        """It has fallen behind or caught up, or its descriptor has changed."""
        if self.fanout is not None:
            self.fanout.settle(self)

    def write(self, frame: Frame, now: float) -> None:
        """Unless it is behind: then nothing is queued, a snapshot will follow."""
        if self.behind_since is not None:
            return
        if self.sink.backlog() > BACKLOG_MAX_BYTES:
            self.behind_since = now
            return
        self.sink.write(frame)
        self.wrote_at = now

    def answer(self, frame: Frame) -> None:
        """An answer to this screen's own command, kept while it is behind: it may not come before its event."""
        if self.behind_since is None:
            self.sink.write(frame)
        elif len(self._answers) < ANSWERS_MAX:
            self._answers.append(frame)
        else:
            self.sink.close(CLOSE_BUSY, "answers are not read")

    def give_up(self) -> None:
        """It cannot be written to; the next sweep closes it."""
        self.behind_since = NEVER

    @property
    def has_drained(self) -> bool:
        """It was behind and has read most of what was written to it."""
        is_behind = self.behind_since is not None and self.behind_since != NEVER
        return is_behind and self.sink.backlog() <= DRAINED_BYTES

    def catch_up(self, welcome: Frame, now: float) -> None:
        """It has drained: a whole new start, then the answers that waited for it."""
        self.behind_since = None
        self.sink.write(welcome)
        self.wrote_at = now
        answers, self._answers = self._answers, []
        for answer in answers:
            self.sink.write(answer)
