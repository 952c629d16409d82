"""People who walk from session to session, as acts of a load; and a few whose every step can be told from all others.

A walker only makes a crowd. A scout goes into sessions that nobody else goes to, so a head count there belongs to one
step of one scout: that is the mark on everybody's screen.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from bench.load.plan import Act
from bench.venue import command
from openspace.domain.entities import LOBBY

SCOUTED: Final = 10  # sessions that only scouts go to
SCOUTS_EACH: Final = 9  # a head count of one digit: no mark is the beginning of another

_ids = count()


class Walkers:
    """The first `people` of a crowd, over these sessions."""

    def __init__(self, people: int, sessions: Sequence[str], seed: int = 4) -> None:
        self._sessions = sessions
        self._chance = random.Random(seed)
        self._at = [-1] * people

    def moves(self, per_s: float, seconds: float) -> Iterator[Act]:
        """Evenly spread; each goes where they are not yet."""
        for nth in range(round(per_s * seconds)):
            person = self._chance.randrange(len(self._at))
            step = self._chance.randrange(1, len(self._sessions))
            self._at[person] = (self._at[person] + step) % len(self._sessions)
            yield Act(at_s=nth / per_s, client=person, text=move(self._sessions[self._at[person]]))


class Scouts:
    """Clients from `first` on: they go in one after the other, and next time out again in that order."""

    def __init__(self, first: int, people: int, sessions: Sequence[str]) -> None:
        self._first = first
        self._people = min(people, len(sessions) * SCOUTS_EACH)
        self._sessions = sessions
        self._inside: list[int] = []

    def moves(self, per_s: float, seconds: float) -> list[Act]:
        """At most as many as there are scouts."""
        steps = self._out() if self._inside else self._in(round(per_s * seconds))
        return [
            Act(at_s=nth / per_s, client=self._first + scout, text=move(to), mark=f'"{session}":{heads}'.encode())
            for nth, (scout, to, session, heads) in enumerate(steps)
        ]

    def _in(self, many: int) -> list[tuple[int, str, str, int]]:
        self._inside = list(range(min(many, self._people)))
        places = [(scout, self._session_of(scout)) for scout in self._inside]
        return [(scout, place, place, scout // len(self._sessions) + 1) for scout, place in places]

    def _out(self) -> list[tuple[int, str, str, int]]:
        inside, self._inside = self._inside, []
        heads = {session: sum(self._session_of(scout) == session for scout in inside) for session in self._sessions}
        steps = []
        for scout in inside:
            session = self._session_of(scout)
            heads[session] -= 1
            steps.append((scout, LOBBY, session, heads[session]))
        return steps

    def _session_of(self, scout: int) -> str:
        return self._sessions[scout % len(self._sessions)]


def move(to: str) -> str:
    return command("move", f"m{next(_ids)}", to=to)
