"""Everything the screens of one board hear, in one order.

Events first, then the private part to its owners, then the sender's answer. Presence whose tick has come goes out
together with the events, in one write to each screen. An event that shows nothing to others waits for the next tick or
public batch, and its answer with it: a room that stars topics costs every screen twenty small frames a second, not one
for each star.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Raw

from openspace import wire
from openspace.domain import board as domain
from openspace.domain.board import Board
from openspace.domain.entities import Entity
from openspace.domain.text import name as clean_name
from openspace.live.answers import Answers
from openspace.live.batch import Decided
from openspace.live.frame import Frame
from openspace.live.meters import Meters
from openspace.live.presence import PLANES, Presence
from openspace.live.private_parts import for_owners
from openspace.live.screen import Screen
from openspace.live.screens import Screens
from openspace.live.tail import Tail
from openspace.live.ticker import Ticker
from openspace.ports import Clock
from openspace.wire import Hello, Plane

logger = logging.getLogger(__name__)


class Broadcast:
    """`board` is the durable one; `tail.seq` is the last event that screens have been told."""

    def __init__(
        self,
        epoch: str,
        board: Board,
        tail: Tail,
        presence: Presence,
        answers: Answers,
        clock: Clock,
        release: str,
        meters: Meters,
    ) -> None:
        self.board = board
        self.tail = tail
        self.presence = presence
        self.screens: Screens[Screen] = Screens(clock)
        self.ticker = Ticker(clock, self.tick, meters.tick_lag)
        self._epoch = epoch
        self._answers = answers
        self._clock = clock
        self._release = release
        self._meters = meters
        self._held: list[Decided] = []  # durable and not yet told
        self._snapshot: Raw | None = None

    # What happens

    def publish(self, decided: Sequence[Decided]) -> None:
        """A batch has become durable."""
        self.board = decided[-1].after
        self._held += decided
        moved = self._follow(decided)
        if any(wire.is_public(one.row.event) for one in decided):
            self._snapshot = None
            if self.presence.has_news():
                self.ticker.touch()  # which tells the events too, unless it ticked a moment ago
            self._tell_held({})
        self.tell_places(moved)
        self.touch()

    def touch(self) -> None:
        """Tick, now or soon, if there is anything to tell."""
        if self._held or self.presence.has_news():
            self.ticker.touch()

    def tick(self) -> None:
        """Tell what was held, and what changed on the lossy plane: one frame for each set of planes watched."""
        self._tell_held(self._take_presence())
        self.refresh()

    def tell_places(self, people: Iterable[str]) -> None:
        """To each their own place, on all their screens."""
        for person in people:
            if screens := self.screens.of_person(person):
                changes: dict[str, dict[str, Any]] = {"whereabouts": {person: None}, **self.presence.mine(person)}
                self.screens.send(Frame.of(wire.Mine(seq=self.tail.seq, changes=changes)), screens)

    # Screens

    def greet(self, screen: Screen, hello: Hello) -> None:
        """A welcome, and from here on every event: one step, so there is neither gap nor double."""
        screen.kind = hello.screen or screen.kind
        screen.wall = clean_name(hello.wall) or screen.wall
        self.presence.arrive(screen.actor.person)
        self.screens.add(screen)
        self.presence.set_walls(self.screens.walls())
        known = hello.epoch == self._epoch
        events = self.tail.after(hello.since) if known else None
        if hello.since:
            self._meters.resyncs["snapshot" if events is None else "events"] += 1
        self.screens.send(self._welcome(screen, events), [screen])
        self.touch()

    def watch(self, screen: Screen, planes: frozenset[Plane]) -> None:
        """From here on these; the whole of what it did not watch before comes at once."""
        new = planes - screen.planes
        is_known = self.screens.remove(screen)
        screen.planes = planes
        if is_known:
            self.screens.add(screen)
            if whole := self.presence.whole(new):
                self.screens.send(Frame(wire.presence_frame(whole)), [screen])

    def leave(self, screen: Screen) -> None:
        if self.screens.remove(screen) and screen.kind == "wall":
            self.presence.set_walls(self.screens.walls())
            self.touch()

    def refresh(self) -> None:
        """A snapshot to every screen that was behind and has drained."""
        for screen in self.screens.drained():
            self._meters.resyncs["behind"] += 1
            screen.catch_up(self._welcome(screen, None), self._clock.monotonic())

    # What they see

    def body(self) -> bytes:
        """The answer to GET."""
        presence = Raw(wire.encode(self.presence.whole(PLANES)))
        whole = {"epoch": self._epoch, "seq": self.tail.seq, "board": self._public(), "presence": presence}
        return wire.encode(whole)

    def _tell_held(self, presence: Mapping[frozenset[Plane], Frame]) -> None:
        """The events that wait, with the presence of each set of planes; then what is private, then the answers."""
        held, self._held = self._held, []
        events = [one.public for one in held]
        told = [Frame(wire.events_frame(events))] if held else []
        for planes in self.screens.watched():
            shown = [presence[planes]] if planes in presence else []
            if told or shown:
                self.screens.send_to_watchers([*told, *shown], planes)
        self.tail.add(events)
        self._tell_owners(held)
        for one in held:
            if one.waiting is not None:
                self._answers.give(one.waiting, one.taken)

    def _take_presence(self) -> dict[frozenset[Plane], Frame]:
        """What changed, for each set of planes that shows any of it. A bug met here costs that, not the events."""
        try:
            news = self.presence.take()
            shown = {planes: planes & frozenset(news) for planes in self.screens.watched()}
            frames = {
                names: Frame(wire.presence_frame({plane: news[plane] for plane in sorted(names)}))
                for names in {*shown.values()}
            }
            return {planes: frames[names] for planes, names in shown.items() if names}
        except Exception:
            logger.exception("what changed on the lossy plane is not told")
            return {}

    def _follow(self, decided: Sequence[Decided]) -> list[str]:
        """Whose place that changed. A bug met here costs what is known of places, not the events and their answers."""
        now, moved = self._clock.now(), list[str]()
        try:
            for one in decided:
                moved += self.presence.follow(one.before, one.after, one.row.event.changes, now)
        except Exception:
            logger.exception("places do not follow an event")
        return moved

    def _tell_owners(self, held: Sequence[Decided]) -> None:
        """A bug met here costs what is private, not the answers."""
        try:
            for screen, changes in for_owners(held, self.screens).items():
                self.screens.send(Frame.of(wire.Mine(seq=self.tail.seq, changes=changes)), [screen])
        except Exception:
            logger.exception("owners do not hear of an event")

    def _public(self) -> Raw:
        if self._snapshot is None:
            self._snapshot = wire.snapshot(self.board)
        return self._snapshot

    def _welcome(self, screen: Screen, events: list[Raw] | None) -> Frame:
        person = screen.actor.person
        mine: dict[str, dict[str, Entity]] = domain.mine(self.board, person, screen.actor.role)
        mine.update(self.presence.mine(person))
        welcome = wire.Welcome(
            me=self._me(screen),
            version=wire.PROTOCOL,
            release=self._release,
            epoch=self._epoch,
            seq=self.tail.seq,
            now=wire.milliseconds(self._clock.now()),
            snapshot=self._public() if events is None else None,
            events=events,
            presence=Raw(wire.encode(self.presence.whole(screen.planes))),
            mine=mine,
        )
        return Frame.of(welcome)

    def _me(self, screen: Screen) -> wire.Me:
        person, role = screen.actor.person, screen.actor.role
        profile = self.board.profiles.get(person) if person is not None else None
        name = profile.name if profile else ""
        language = (profile.language if profile else "") or screen.actor.language or self.board.frame.language
        return wire.Me(person=person, role=role, name=name, language=language)
