"""Chaos can see: a server that is wrong in one place fails it, and the judge says in which way.

Each mutant is a copy of the checkout with one change, in which the chaos runs until a seed fails.
"""

import asyncio
import shutil
import sys
from asyncio.subprocess import PIPE, STDOUT
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.children import child

ROOT = Path(__file__).parents[2]
WHAT_RUNS = ("openspace", "static", "templates", "tests", "pyproject.toml")
SEEDS = 36  # when two writers meet is chance, also on a machine that is slow
RUN_MAX_S = 900.0


Edit = tuple[str, str, str]  # a file of `openspace`, what is right there, what is wrong instead


@dataclass(frozen=True)
class Mutant:
    """`sentences`: of flaws, one of which must be found."""

    sentences: tuple[str, ...]
    edits: tuple[Edit, ...]


APPEND = "await self._store.append(self._code, deciding.rows)"
CONFLICT = "            except Conflict:\n                self._is_behind = True\n"
NOT_SAVED = """\
            except NotSaved:
                self._meters.commits_failed += 1
                self._is_behind = True
"""
DONE_ALL_THE_SAME = "                self._advance(deciding.decided)\n                return\n"
KNOWN = "if waiting is None and self._answers.seq(key) is not None:"
ANSWER = "[self._answers.give(one.waiting, one.taken) for one in deciding.decided if one.waiting]"

BOARD, WRITER, BATCH, TAIL = "live/board.py", "live/writer.py", "live/batch.py", "live/tail.py"

# What is told and not kept: whether its sender or somebody else heard of it first is chance.
LOST, AHEAD = "acknowledged and is lost", "than the log has"

MUTANTS = {
    "answers_before_it_appends": Mutant(("before the event",), ((WRITER, APPEND, f"{ANSWER}; {APPEND}"),)),
    "answers_what_was_not_saved": Mutant(
        (LOST, AHEAD), ((WRITER, NOT_SAVED, f"            except NotSaved:\n{DONE_ALL_THE_SAME}"),)
    ),
    "tells_before_it_appends": Mutant(
        ("the log",), ((WRITER, APPEND, f"self._advance(deciding.decided); {APPEND}; deciding.decided.clear()"),)
    ),
    "does_again_what_is_sent_again": Mutant(
        ("was done 2 times",),
        ((WRITER, KNOWN, "if waiting is None and False:"),),
    ),
    "does_again_what_was_done_before_it_was_killed": Mutant(
        ("was done 2 times",), ((BOARD, "Answers(rows)", "Answers([])"),)
    ),
    "loses_a_batch_on_a_conflict": Mutant(
        (LOST, AHEAD),
        ((WRITER, CONFLICT, f"            except Conflict:\n{DONE_ALL_THE_SAME}"),),
    ),
    "forgets_an_event_when_it_resumes": Mutant(
        ("a gap:",), ((TAIL, "missed = self.seq - seq", "missed = max(0, self.seq - seq - 1)"),)
    ),
    "lets_the_time_of_the_log_run_back": Mutant(
        ("earlier",), ((BATCH, "at=max(now, self._working.at or now)", "at=now"),)
    ),
    "decides_a_batch_backwards": Mutant(
        ("which it sent later",), ((BATCH, "for waiting in commands:", "for waiting in reversed(commands):"),)
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("name", MUTANTS)
async def test_chaos_finds_a_server_that(tmp_path: Path, name: str) -> None:
    mutant = MUTANTS[name]
    put_copy(tmp_path, mutant)

    said = await chaos_in(tmp_path)

    assert any(sentence in said for sentence in mutant.sentences), said[-3_000:]


def put_copy(folder: Path, mutant: Mutant) -> None:
    for part in WHAT_RUNS:
        source = ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
    for name, right, wrong in mutant.edits:
        mutated = folder / "openspace" / name
        text = mutated.read_text(encoding="utf-8")
        assert text.count(right) == 1, f"{name} has changed: say anew what to make wrong"
        mutated.write_text(text.replace(right, wrong), encoding="utf-8")


async def chaos_in(folder: Path) -> str:
    """What pytest says there; some seed has failed."""
    command = (
        sys.executable,
        "-m",
        "pytest",
        "tests/proof/test_chaos.py",
        "--chaos",
        str(SEEDS),
        "-x",
        "-q",
        "-n",
        "0",
    )
    async with child(*command, folder=folder, stdout=PIPE, stderr=STDOUT) as process, asyncio.timeout(RUN_MAX_S):
        said, _ = await process.communicate()
    assert process.returncode == 1, said.decode()[-3_000:]
    return said.decode()
