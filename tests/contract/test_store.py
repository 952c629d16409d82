"""What every store promises (`openspace.ports.Store`), in memory and in SQLite alike."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta, timezone

import pytest

from openspace.ports import Conflict, Link, NotRead, NotSaved, Store
from tests.storage.examples import MORNING, a_record, a_rich_row, a_row, links_to, some_rows

# The signing secret


async def test_the_secret_is_long_and_stays_the_same(store: Store) -> None:
    secret = await store.secret()

    assert len(secret) >= 32
    assert await store.secret() == secret


async def test_two_that_ask_first_get_one_secret(store: Store) -> None:
    first, second = await asyncio.gather(store.secret(), store.secret())

    assert first == second


# Boards and links


async def test_a_new_board_comes_with_its_links_and_first_rows(store: Store, board: str) -> None:
    assert await store.record(board) == a_record(board)
    assert await store.links(board) == links_to(board)
    assert await store.read(board) == some_rows(1, 3)


async def test_a_link_is_found_by_its_key(store: Store, board: str) -> None:
    assert await store.link(f"{board}-scribe") == Link(key=f"{board}-scribe", code=board, role="scribe", person="p2")
    assert await store.link(f"{board}-wall") == Link(key=f"{board}-wall", code=board, role="wall")
    assert await store.link("no-such-key") is None


async def test_boards_are_listed_oldest_first(store: Store) -> None:
    second = a_record("AAAA111", made=MORNING + timedelta(microseconds=1))
    first = a_record("ZZZZ999", made=MORNING)
    third = a_record("MMMM555", made=MORNING + timedelta(seconds=1))
    for record in (second, first, third):
        await store.create(record, [], [])

    assert await store.records() == [first, second, third]


async def test_boards_of_one_moment_are_listed_in_order_of_making(store: Store) -> None:
    records = [a_record(code) for code in ("ZZZZ999", "AAAA111", "MMMM555")]
    for record in records:
        await store.create(record, [], [])

    assert await store.records() == records


async def test_what_is_not_there_is_none_or_empty(store: Store) -> None:
    assert await store.record("NONE000") is None
    assert await store.records() == []
    assert await store.links("NONE000") == []
    assert await store.read("NONE000") == []
    assert await store.whereabouts("NONE000") == {}
    assert await store.movements("NONE000") == []


async def test_a_taken_code_is_a_conflict_and_stores_nothing(store: Store, board: str) -> None:
    with pytest.raises(Conflict):
        await store.create(a_record(board), [Link(key="new", code=board, role="wall")], some_rows(4, 5))

    assert await store.link("new") is None
    assert await store.read(board) == some_rows(1, 3)


async def test_a_taken_key_is_a_conflict_and_makes_no_board(store: Store, board: str) -> None:
    with pytest.raises(Conflict):
        await store.create(a_record("NEWB111"), links_to(board), some_rows(1, 1))

    assert await store.record("NEWB111") is None
    assert await store.read("NEWB111") == []


# The log


async def test_a_row_is_read_as_it_was_appended(store: Store, board: str) -> None:
    await store.append(board, [a_rich_row(4)])

    (read,) = await store.read(board, after=3)
    assert read == a_rich_row(4)
    assert read.event.at.tzinfo is UTC
    slot = read.event.changes.slots["s1"]
    assert slot is not None
    assert slot.starts.isoformat() == "2026-05-05T10:00:00+02:00"


@pytest.mark.parametrize(
    ("after", "limit", "seqs"),
    [(0, None, [1, 2, 3]), (1, None, [2, 3]), (0, 2, [1, 2]), (1, 1, [2]), (3, None, []), (9, 5, []), (0, 0, [])],
)
async def test_reading_begins_after_a_seq_and_ends_at_the_limit(
    store: Store, board: str, after: int, limit: int | None, seqs: list[int]
) -> None:
    rows = await store.read(board, after, limit)

    assert [row.event.seq for row in rows] == seqs


async def test_rows_are_read_by_number_not_by_text(store: Store, board: str) -> None:
    await store.append(board, some_rows(4, 120))

    assert [row.event.seq for row in await store.read(board)] == list(range(1, 121))


async def test_a_long_log_is_read_whole_and_up_to_any_limit(store: Store, board: str) -> None:
    await store.append(board, some_rows(4, 2_500))

    assert await store.read(board) == some_rows(1, 2_500)
    assert await store.read(board, after=10, limit=2_000) == some_rows(11, 2_010)
    assert await store.read(board, after=500, limit=1_000) == some_rows(501, 1_500)


async def test_an_empty_batch_changes_nothing(store: Store, board: str) -> None:
    await store.append(board, [])

    assert await store.read(board) == some_rows(1, 3)


async def test_a_taken_seq_is_a_conflict_and_nothing_of_the_batch_is_stored(store: Store, board: str) -> None:
    with pytest.raises(Conflict):
        await store.append(board, [a_row(4), a_row(3, command_id="other")])

    assert await store.read(board) == some_rows(1, 3)


async def test_a_batch_that_takes_a_seq_twice_is_a_conflict(store: Store, board: str) -> None:
    with pytest.raises(Conflict):
        await store.append(board, [a_row(4), a_row(4, command_id="other")])

    assert await store.read(board) == some_rows(1, 3)


async def test_an_act_of_nobody_is_read_as_one(store: Store, board: str) -> None:
    await store.append(board, [a_row(4, by=None, command_id="same")])

    (row,) = await store.read(board, after=3)
    assert row.event.by is None


async def test_two_people_may_choose_one_command_id(store: Store, board: str) -> None:
    rows = [
        a_row(4, by="p1", command_id="same"),
        a_row(5, by="p2", command_id="same"),
        a_row(6, by=None, command_id="same"),
    ]

    await store.append(board, rows)

    assert await store.read(board, after=3) == rows


async def test_two_boards_have_seqs_and_commands_of_their_own(store: Store, board: str) -> None:
    await store.create(a_record("KIEL100"), [], some_rows(1, 2))

    assert await store.read("KIEL100") == some_rows(1, 2)
    assert await store.read(board) == some_rows(1, 3)


async def test_a_conflict_leaves_the_store_usable(store: Store, board: str) -> None:
    with pytest.raises(Conflict):
        await store.append(board, [a_row(1)])

    await store.append(board, [a_row(4)])

    assert await store.read(board) == some_rows(1, 4)


async def test_of_two_writers_of_one_seq_exactly_one_wins(store: Store, board: str) -> None:
    writers = [store.append(board, [a_row(4, by=f"p{n}"), a_row(5, by=f"p{n}")]) for n in range(20)]

    outcomes = await asyncio.gather(*writers, return_exceptions=True)

    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 19
    winner = f"p{outcomes.index(None)}"
    assert [row.event.by for row in await store.read(board, after=3)] == [winner, winner]


async def test_appending_to_no_board_stores_nothing(store: Store) -> None:
    with pytest.raises(KeyError):
        await store.append("NONE000", [a_row(1)])

    assert await store.read("NONE000") == []


async def test_a_probe_leaves_no_trace(store: Store, board: str) -> None:
    await store.probe()
    await store.probe()

    assert await store.records() == [a_record(board)]
    assert await store.read(board) == some_rows(1, 3)


# After closing


WRITES: list[Callable[[Store], Awaitable[object]]] = [
    lambda store: store.create(a_record("KIEL100"), [], []),
    lambda store: store.append("LUND482", [a_row(4)]),
    lambda store: store.save_feet("LUND482", {}, []),
    lambda store: store.probe(),
]
READS: list[Callable[[Store], Awaitable[object]]] = [
    lambda store: store.secret(),
    lambda store: store.records(),
    lambda store: store.record("LUND482"),
    lambda store: store.links("LUND482"),
    lambda store: store.link("key"),
    lambda store: store.read("LUND482"),
    lambda store: store.whereabouts("LUND482"),
    lambda store: store.movements("LUND482"),
]


@pytest.mark.usefixtures("board")
async def test_a_closed_store_neither_saves_nor_reads(store: Store) -> None:
    await store.close()
    await store.close()

    for write in WRITES:
        with pytest.raises(NotSaved):
            await write(store)
    for read in READS:
        with pytest.raises(NotRead):
            await read(store)


# Erasing


async def test_an_erased_board_is_gone_and_the_others_stay(store: Store, board: str) -> None:
    await store.create(a_record("OTHER111"), links_to("OTHER111"), some_rows(1, 2))

    await store.erase(board)
    await store.erase("never-was")

    assert await store.record(board) is None
    assert await store.links(board) == []
    assert await store.link(f"{board}-scribe") is None
    assert await store.read(board) == []
    assert await store.whereabouts(board) == {}
    assert await store.movements(board) == []
    assert await store.read("OTHER111") == some_rows(1, 2)


# What a board that nobody has open costs


async def test_a_board_is_to_be_looked_after_until_it_was(store: Store, board: str) -> None:
    assert await store.to_look_after(MORNING) == [a_record(board)]

    await store.looked_after(board, None)

    assert await store.to_look_after(MORNING) == []


async def test_a_board_is_to_be_looked_after_again_when_it_is_due(store: Store, board: str) -> None:
    await store.looked_after(board, MORNING)

    assert await store.to_look_after(MORNING - timedelta(microseconds=1)) == []
    assert await store.to_look_after(MORNING.astimezone(timezone(timedelta(hours=2)))) == [a_record(board)]


async def test_a_board_is_to_be_looked_after_again_when_anything_was_stored(store: Store, board: str) -> None:
    await store.looked_after(board, None)
    await store.append(board, [a_row(4)])
    after_a_row = await store.to_look_after(MORNING)
    await store.looked_after(board, None)
    await store.save_blob(board, b"a photo that was then refused")
    after_a_photo = await store.to_look_after(MORNING)

    assert after_a_row == after_a_photo == [a_record(board)]


async def test_boards_to_look_after_come_oldest_first(store: Store, board: str) -> None:
    await store.create(a_record("AAAA111", made=MORNING - timedelta(days=1)), [], [])

    assert [record.code for record in await store.to_look_after(MORNING)] == ["AAAA111", board]


async def test_looking_after_a_board_that_is_gone_is_nothing(store: Store) -> None:
    await store.looked_after("LUND000", MORNING)

    assert await store.to_look_after(MORNING) == []
