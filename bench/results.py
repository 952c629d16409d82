"""What a suite found: rows with a goal each, and the curves of its plot. Kept as JSON in `bench/results/`."""

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

KEPT: Final = Path(__file__).parent / "results"


class Goal(Struct, frozen=True):
    """`aim`: what the prototype reached; nothing breaks when it is missed."""

    limit: float
    direction: Literal["at most", "at least"] = "at most"
    aim: float | None = None


class Row(Struct, frozen=True, kw_only=True):
    """One measured thing. Without a goal it informs; without `rounds` it could not be measured here."""

    what: str
    rounds: list[float]
    unit: str
    goal: Goal | None = None
    note: str = ""


class Curve(Struct, frozen=True, kw_only=True):
    name: str
    x: list[float]
    y: list[float]


class Plot(Struct, frozen=True, kw_only=True):
    """One picture. `kind` bars: the x of each curve are ignored and `names` stand below."""

    title: str
    x_label: str
    y_label: str
    curves: list[Curve]
    kind: Literal["lines", "bars"] = "lines"
    names: list[str] = []
    has_log_scale: bool = False


class Result(Struct, frozen=True, kw_only=True):
    """Of one suite in one run. `method`: sentences that say how it was measured."""

    suite: str
    title: str
    method: str
    taken_at: str
    machine: dict[str, str]
    rows: list[Row]
    plots: list[Plot] = []


def value_of(row: Row) -> float:
    """The median of its rounds, of which there must be one."""
    return statistics.median(row.rounds)


def is_kept(row: Row) -> bool | None:
    """Whether the goal is reached; None where there is none, or nothing could be measured."""
    if row.goal is None or not row.rounds:
        return None
    value = value_of(row)
    return value <= row.goal.limit if row.goal.direction == "at most" else value >= row.goal.limit


def bars(title: str, rows: Sequence[Row]) -> Plot:
    """The values of rows of one unit, a bar each; what could not be measured has none."""
    there = [row for row in rows if row.rounds]
    curve = Curve(name=title, x=[], y=[value_of(row) for row in there])
    unit = there[0].unit if there else ""
    names = [row.what for row in there]
    return Plot(title=title, x_label="", y_label=unit, curves=[curve], kind="bars", names=names)


def encode(result: Result) -> bytes:
    return msgspec.json.format(msgspec.json.encode(result), indent=2)


def kept(folder: Path = KEPT) -> list[Result]:
    """All there are, by the name of their suite."""
    return [msgspec.json.decode(path.read_bytes(), type=Result) for path in sorted(folder.glob("*.json"))]
