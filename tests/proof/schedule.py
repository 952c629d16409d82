"""What befalls the server and the network in one run: drawn from a seed, all of it beforehand."""

from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from tests.proof.proxy import CALM, STORMY, Weather

What = Literal["kill", "stop", "freeze", "no_room", "no_write", "lock", "jump", "cut", "rival"]

# What a run's happenings are drawn from, none twice: so often at most.
ALL_THERE_IS: Final[tuple[What, ...]] = (
    "kill", "kill", "stop", "freeze", "freeze", "no_room", "no_write", "lock", "jump", "jump", "cut", "rival", "rival",
)  # fmt: skip
HAPPENINGS: Final = (4, 8)
WITHIN_S: Final = 2.0  # things begin to happen
LASTS_S: Final = (0.1, 0.9)
A_DAY_S: Final = 86_400
WEATHERS: Final = (STORMY, STORMY, Weather(delay=0.5), Weather(half_open=0.3), Weather(truncate=0.5, reset=0.3), CALM)


@dataclass(frozen=True, order=True)
class Happening:
    """`at_s`: after the start. `lasts_s`: how long it is frozen, full, failing or locked. `ahead_s`: the clock then."""

    at_s: float
    what: What
    lasts_s: float
    ahead_s: float

    def __str__(self) -> str:
        return f"{self.what} at {self.at_s:.2f} s for {self.lasts_s:.2f} s"


@dataclass(frozen=True)
class Schedule:
    """`weather`: of every connection from the start of the happenings to their end."""

    weather: Weather
    happenings: tuple[Happening, ...]


def schedule_of(seed: int) -> Schedule:
    dice = Random(f"schedule {seed}")
    drawn = dice.sample(ALL_THERE_IS, dice.randint(*HAPPENINGS))
    happenings = (
        Happening(dice.uniform(0, WITHIN_S), what, dice.uniform(*LASTS_S), dice.uniform(-A_DAY_S, A_DAY_S))
        for what in drawn
    )
    return Schedule(dice.choice(WEATHERS), tuple(sorted(happenings)))
