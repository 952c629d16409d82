"""The one loop that writes the same frames to many screens."""

import logging
import math
import os
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from openspace.live.frame import Frame
from openspace.live.screen import Screen

logger = logging.getLogger(__name__)

AnyScreen = TypeVar("AnyScreen", bound=Screen)


class Fanout(Generic[AnyScreen]):
    """Screens that are told the same. Those that keep up and have read everything stand apart, by their descriptor.

    A thousand screens are a thousand turns of the loop, and a turn that looks at a screen and its socket waits for
    memory several times: it costs half as much again as the call of the system that writes. So the loop sees numbers
    alone, and who may stand among them is settled when that changes.
    """

    def __init__(self) -> None:
        self._free: dict[int, AnyScreen] = {}
        self._others: dict[AnyScreen, None] = {}
        self.told_at = float("-inf")  # monotonic seconds: all the free ones, at the latest

    def __len__(self) -> int:
        return len(self._free) + len(self._others)

    def __iter__(self) -> Iterator[AnyScreen]:
        yield from self._free.values()
        yield from self._others

    def add(self, screen: AnyScreen) -> None:
        """It is in no other; one that is here already is settled anew."""
        self._take_out(screen)
        self._others[screen] = None
        screen.fanout = self
        screen.sink.on_descriptor = screen.settle
        self.settle(screen)

    def remove(self, screen: AnyScreen) -> None:
        self._take_out(screen)
        screen.fanout = screen.sink.on_descriptor = None

    def settle(self, screen: AnyScreen) -> None:
        """Whether it is free has perhaps changed."""
        line = screen.sink.descriptor if screen.behind_since is None else None
        if line == screen.line:
            return
        self._take_out(screen)
        if line is None:
            self._others[screen] = None
        else:
            self._free[line] = screen
        screen.line = line

    def behind(self, since: float = math.inf) -> list[AnyScreen]:
        """Who fell behind at that moment or before it, and still is; monotonic seconds."""
        return [screen for screen in self._others if screen.behind_since is not None and screen.behind_since <= since]

    def unheard(self, since: float) -> list[AnyScreen]:
        """Who has been told nothing after that moment, in monotonic seconds."""
        screens = self._others if self.told_at > since else self
        return [screen for screen in screens if screen.told_at <= since]

    def send(self, frames: Sequence[Frame], now: float, but: AnyScreen | None = None) -> None:
        """Write to every screen that keeps up; from here on one that does not is behind. `now`: monotonic seconds.

        Free ones are written to by one call of the system each, for all frames, the others through their transport.
        """
        whole = b"".join([frame.wire for frame in frames])
        length, write = len(whole), os.write
        lines = self._free if but is None else [line for line in self._free if line != but.line]
        others = [screen for screen in self._others if screen is not but]
        late: list[tuple[int, int]] = []
        for line in lines:
            try:
                written = write(line, whole)
            except OSError:
                written = 0  # its buffer is full, or it is gone: the transport finds out which
            if written != length:
                late.append((line, written))
        self.told_at = now
        for line, written in late:
            self._free[line].sink.write_rest(whole[written:])  # which makes it one of the others
        for screen in others:
            for frame in frames:
                hand_over(screen, frame, now)

    def _take_out(self, screen: AnyScreen) -> None:
        if screen.line is None:
            self._others.pop(screen, None)
        else:
            screen.wrote_at = screen.told_at
            del self._free[screen.line]
            screen.line = None


def hand_over(screen: Screen, frame: Frame, now: float) -> None:
    """To the screen's own transport, or to nobody if it is behind."""
    try:
        screen.write(frame, now)
    except Exception:
        # A bug in one sink may cost one screen, never the rest of the room.
        logger.exception("a screen could not be written to")
        screen.give_up()
