"""A suite's rows as cells: for the terminal and for the page."""

from collections.abc import Sequence
from typing import Final

from bench.results import Result, Row, is_kept, value_of

HEADINGS: Final = ("measured", "value", "spread", "goal", "aim", "verdict")
VERDICTS: Final = {True: "kept", False: "MISSED", None: ""}
NOT_MEASURED: Final = "not measured"


def cells_of(row: Row, has_verdicts: bool = True) -> tuple[str, ...]:
    """In the order of `HEADINGS`."""
    goal, aim = "", ""
    if row.goal is not None:
        goal = f"{row.goal.direction} {with_unit(row.goal.limit, row.unit)}"
        aim = "" if row.goal.aim is None else with_unit(row.goal.aim, row.unit)
    if not row.rounds:
        return row.what, "", "", goal, aim, NOT_MEASURED
    verdict = VERDICTS[is_kept(row)] if has_verdicts else ""
    return row.what, with_unit(value_of(row), row.unit), spread(row.rounds), goal, aim, verdict


def spread(rounds: Sequence[float]) -> str:
    """From the least to the most; nothing of a single round."""
    return f"{number(min(rounds))} – {number(max(rounds))}" if len(rounds) > 1 else ""


def with_unit(value: float, unit: str) -> str:
    space = "" if unit.startswith("/") else " "
    return f"{number(value)}{space}{unit}".rstrip()


def number(value: float) -> str:
    """With as many digits as say something."""
    size = abs(value)
    if size >= 100 or value == int(value):
        return f"{value:,.0f}"
    if size >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if size >= 0.1 else f"{value:.2g}"


def printed(rows: Sequence[Row], has_verdicts: bool) -> str:
    """For a terminal: columns below each other, a note below its row."""
    lines = [HEADINGS, *(cells_of(row, has_verdicts) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    notes = ["", *(f"    {row.note}" if row.note else "" for row in rows)]
    return "\n".join(line for pair in zip(text, notes, strict=True) for line in pair if line)


def summary(results: Sequence[Result]) -> str:
    """How many goals there are and what became of them, in one line."""
    rows = [row for result in results for row in result.rows if row.goal is not None]
    unmeasured = sum(not row.rounds for row in rows)
    missed = sum(is_kept(row) is False for row in rows)
    kept = len(rows) - missed - unmeasured
    return f"{len(rows)} goals: {kept} kept, {missed} missed" + (f", {unmeasured} not measured" if unmeasured else "")


def has_missed(results: Sequence[Result]) -> bool:
    return any(is_kept(row) is False for result in results for row in result.rows)
