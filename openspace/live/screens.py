"""The screens of one board: found by person, role and planes, written to, and watched for life."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, Generic, TypeVar

from openspace import wire
from openspace.domain.board import Audience
from openspace.domain.entities import Role
from openspace.live.fanout import Fanout, hand_over
from openspace.live.frame import Frame
from openspace.live.screen import Screen
from openspace.ports import Clock
from openspace.wire import CLOSE_BUSY, Plane

PING_EVERY_S: Final = 10.0
SILENT_MAX_S: Final = 30.0
BEHIND_MAX_S: Final = 30.0
NOW_AFTER_S: Final = 10.0  # a screen that heard nothing for so long gets the time
EARLY_S: Final = 0.5  # the sweep comes once a second: what is due before the next one is done in this
SWEEPS_A_ROUND: Final = 10  # in which everybody is pinged once, as many in each

WALL_ROLES: Final[frozenset[Role]] = frozenset({"wall", "facilitator", "scribe"})  # others cannot pose as a projector


AnyScreen = TypeVar("AnyScreen", bound=Screen)


class Screens(Generic[AnyScreen]):
    """Indexes are kept on coming and going, so that no event walks all screens to find a few.

    `tells_time`: to those who heard nothing for a while, as the board's socket does.
    """

    def __init__(self, clock: Clock, *, tells_time: bool = True) -> None:
        self._clock = clock
        self._tells_time = tells_time
        self._all: dict[AnyScreen, float] = {}  # when it came or was pinged, monotonic; who waits longest is first
        self._by_person: defaultdict[str, set[AnyScreen]] = defaultdict(set)
        self._by_role: defaultdict[Role, set[AnyScreen]] = defaultdict(set)
        self._by_planes: defaultdict[frozenset[Plane], Fanout[AnyScreen]] = defaultdict(Fanout)

    def __contains__(self, screen: object) -> bool:
        return screen in self._all

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[AnyScreen]:
        return iter(self._all)

    def add(self, screen: AnyScreen) -> None:
        """Known from here on; a screen that is there already is indexed anew."""
        now = self._clock.monotonic()
        screen.wrote_at = now
        self._put_last(screen, now)
        self._by_role[screen.actor.role].add(screen)
        self._by_planes[screen.planes].add(screen)
        if screen.actor.person is not None:
            self._by_person[screen.actor.person].add(screen)

    def remove(self, screen: AnyScreen) -> bool:
        """Whether it was there."""
        if screen not in self._all:
            return False
        del self._all[screen]
        _drop(self._by_role, screen.actor.role, screen)
        self._by_planes[screen.planes].remove(screen)
        if not self._by_planes[screen.planes]:
            del self._by_planes[screen.planes]
        if screen.actor.person is not None:
            _drop(self._by_person, screen.actor.person, screen)
        return True

    def of_person(self, person: str) -> Iterable[AnyScreen]:
        return self._by_person.get(person, ())

    def of_audience(self, audience: Audience) -> set[AnyScreen]:
        """The screens of these people and roles."""
        found: set[AnyScreen] = set()
        for person in audience.people:
            found |= self._by_person.get(person, set())
        for role in audience.roles:
            found |= self._by_role.get(role, set())
        return found

    def watched(self) -> list[frozenset[Plane]]:
        """Every set of planes that some screens watch."""
        return list(self._by_planes)

    def walls(self) -> dict[str, int]:
        """How many screens each projector's name has."""
        roles = (screen for role in WALL_ROLES for screen in self._by_role.get(role, ()))
        return dict(sorted(Counter(screen.wall for screen in roles if screen.kind == "wall").items()))

    def send(self, frame: Frame, screens: Iterable[AnyScreen]) -> None:
        """To these."""
        now = self._clock.monotonic()
        for screen in list(screens):
            hand_over(screen, frame, now)

    def send_to_all(self, frame: Frame, but: AnyScreen | None = None) -> None:
        now = self._clock.monotonic()
        for fanout in self._by_planes.values():
            fanout.send([frame], now, but)

    def send_to_watchers(self, frames: Sequence[Frame], planes: frozenset[Plane]) -> None:
        """To those that watch just these, as one write where that may be."""
        self._by_planes[planes].send(frames, self._clock.monotonic())

    def drained(self) -> list[AnyScreen]:
        """Screens that were behind and have read what was written to them."""
        return [screen for fanout in self._by_planes.values() for screen in fanout.behind() if screen.has_drained]

    def sweep(self, now: datetime) -> list[AnyScreen]:
        """Ping, tell the time where it has been still, and close what is stuck or dead: those are given back."""
        monotonic = self._clock.monotonic()
        if self._tells_time:
            self._tell_time(Frame(wire.now_frame(now)), monotonic)
        due = self._due(monotonic)
        for screen in due:
            screen.sink.ping()
            if screen.sink.silent_s() < SILENT_MAX_S / 2:  # else it is due again in the next sweep
                self._put_last(screen, monotonic)
        stuck = [screen for fanout in self._by_planes.values() for screen in fanout.behind(monotonic - BEHIND_MAX_S)]
        dead = [screen for screen in due if screen.sink.silent_s() >= SILENT_MAX_S]
        for lost, why in ((stuck, "too slow"), (dead, "no sign of life")):
            for screen in lost:
                screen.sink.close(CLOSE_BUSY, why)
        return [*stuck, *dead]

    def close_all(self, code: int, reason: str) -> None:
        for screen in list(self._all):
            screen.sink.close(code, reason)
            self.remove(screen)

    def _tell_time(self, time: Frame, monotonic: float) -> None:
        for fanout in self._by_planes.values():
            for screen in fanout.unheard(monotonic - NOW_AFTER_S + EARLY_S):
                hand_over(screen, time, monotonic)

    def _due(self, monotonic: float) -> list[AnyScreen]:
        """To be pinged now: who has waited long enough, and as many that they come evenly, however they came here."""
        share = len(self._all) // SWEEPS_A_ROUND
        due: list[AnyScreen] = []
        for screen, pinged_at in self._all.items():
            if len(due) >= share and monotonic - pinged_at < PING_EVERY_S - EARLY_S:
                break
            due.append(screen)
        return due

    def _put_last(self, screen: AnyScreen, pinged_at: float) -> None:
        self._all.pop(screen, None)
        self._all[screen] = pinged_at


def _drop(index: dict[str, set[AnyScreen]] | dict[Role, set[AnyScreen]], key: str, screen: AnyScreen) -> None:
    screens = index[key]  # type: ignore[index]
    screens.discard(screen)
    if not screens:
        del index[key]  # type: ignore[arg-type]
