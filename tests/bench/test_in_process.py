"""What is measured in one process is counted right: commits as SQLite makes them, frames as a screen gets them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.in_process import Workplace, a_workplace
from bench.peers.naive import without_group_commit


async def commits_traced(work: Workplace, senders: int, acts: int) -> tuple[int, int, int]:
    """Commits of the log that were counted, those that SQLite made, frames."""
    statements: list[str] = []
    await work.store._database._db.set_trace_callback(statements.append)
    rate = await work.rate(senders, acts)
    committed = [rows for rows in rows_committed(statements) if rows]  # people's places are saved meanwhile
    assert sum(committed) == acts
    return rate.commits, len(committed), rate.frames


def rows_committed(statements: Sequence[str]) -> Iterator[int]:
    """Of the log, by transaction; a statement outside of any is one of its own."""
    rows: int | None = None  # of the transaction that is open
    for statement in statements:
        is_row = statement.startswith("INSERT INTO log")
        if statement.startswith("BEGIN"):
            rows = 0
        elif rows is None:
            yield int(is_row)
        elif statement == "COMMIT":
            yield rows
            rows = None
        else:
            rows += is_row


async def test_all_that_wait_share_a_commit_and_a_frame(tmp_path: Path) -> None:
    async with a_workplace(tmp_path / "grouped.db", 8) as work:
        counted, traced, frames = await commits_traced(work, 8, 80)

    assert counted == traced == frames == 10


async def test_the_naive_way_commits_and_tells_each_by_itself(tmp_path: Path) -> None:
    with without_group_commit():
        async with a_workplace(tmp_path / "single.db", 8) as work:
            counted, traced, frames = await commits_traced(work, 8, 80)

    assert counted == traced == frames == 80
