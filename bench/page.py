"""docs/PERFORMANCE.md, made anew from all results there are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from bench import results
from bench.results import Result
from bench.suites import SUITES
from bench.table import HEADINGS, cells_of, summary

DOCS: Final = Path(__file__).parents[1] / "docs"
TEMPLATE: Final = DOCS / "performance" / "page.md"
PAGE: Final = DOCS / "PERFORMANCE.md"
OF_THE_MOMENT: Final = "load before"  # of a machine, what is another each time


def write() -> None:
    PAGE.write_text(page_of(TEMPLATE.read_text(encoding="utf-8"), results.kept()), encoding="utf-8")


def page_of(template: str, found: Sequence[Result]) -> str:
    """The template with the machine of the newest result, a line about all goals, and a section for each suite."""
    if not found:
        return filled(template, machine="", summary="Nothing has been measured yet.", suites="")
    newest = max(found, key=lambda result: result.taken_at)
    ordered = sorted(found, key=lambda result: (place_of(result.suite), result.suite))
    return filled(
        template,
        machine=f"## The machine\n{machine_table(newest.machine)}",
        summary=f"{summary(found)}.\n\n{verdict_list(ordered)}",
        suites="\n\n".join(section(result, newest) for result in ordered),
    )


def filled(template: str, **parts: str) -> str:
    for name, part in parts.items():
        template = template.replace(f"{{{name}}}", part)
    return template


def place_of(suite: str) -> int:
    return SUITES.index(suite) if suite in SUITES else len(SUITES)


def machine_table(machine: Mapping[str, str]) -> str:
    shown = {name: value for name, value in machine.items() if name != OF_THE_MOMENT}
    return table(("", ""), list(shown.items()))


def verdict_list(found: Sequence[Result]) -> str:
    """One line a suite."""
    return "\n".join(f"- [{result.title}](#{anchor(result.title)}): {summary([result])}" for result in found)


def section(result: Result, newest: Result) -> str:
    notes = [f"- {row.what}: {row.note}" for row in result.rows if row.note]
    parts = [f"## {result.title}", result.method.strip(), taken(result, newest)]
    parts.append(table(HEADINGS, [cells_of(row) for row in result.rows]))
    parts += ["\n".join(notes)] if notes else []
    parts += [f"![{result.plots[0].title}](performance/{result.suite}.svg)"] if result.plots else []
    return "\n\n".join(parts)


def taken(result: Result, newest: Result) -> str:
    """When, under what load, and on what if that was not what stands at the top."""
    day, time = result.taken_at[:10], result.taken_at[11:16]
    told = f"Measured on {day} at {time} UTC; load of the machine before it: {result.machine.get(OF_THE_MOMENT, '?')}."
    others = {
        name: value
        for name, value in result.machine.items()
        if name != OF_THE_MOMENT and newest.machine.get(name) != value
    }
    if not others:
        return told
    return f"{told} Not as at the top: {', '.join(f'{name} {value}' for name, value in others.items())}."


def table(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [headings, ["---"] * len(headings), *([escaped(cell) for cell in line] for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def escaped(cell: str) -> str:
    return cell.replace("|", "\\|").replace("MISSED", "**missed**")


def anchor(title: str) -> str:
    """As GitHub names a heading."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")
