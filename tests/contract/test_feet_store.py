"""What every store promises of whereabouts and movements (`openspace.ports.FeetStore`)."""

from datetime import date, datetime, timedelta

import pytest

from openspace.ports import Movement, Store, Whereabouts
from tests.storage.examples import MORNING, a_record

TODAY = date(2026, 5, 5)


async def test_whereabouts_of_those_who_moved_are_replaced(store: Store, board: str) -> None:
    await store.save_feet(board, {"p1": Whereabouts("cafe", TODAY), "p2": Whereabouts("m1", TODAY)}, [])

    await store.save_feet(board, {"p1": Whereabouts(None, TODAY + timedelta(days=1))}, [])

    assert await store.whereabouts(board) == {
        "p1": Whereabouts(None, TODAY + timedelta(days=1)),
        "p2": Whereabouts("m1", TODAY),
    }


async def test_movements_of_one_minute_and_way_add_up(store: Store, board: str) -> None:
    later = MORNING + timedelta(minutes=1)
    await store.save_feet(board, {}, [Movement(later, "lobby", "m1", 2), Movement(MORNING, "m1", "cafe", 1)])

    await store.save_feet(board, {}, [Movement(MORNING, "m1", "cafe", 3), Movement(MORNING, "cafe", "m1", 1)])
    await store.save_feet(board, {}, [Movement(MORNING, "m1", "cafe", 1), Movement(MORNING, "m1", "cafe", 1)])

    assert await store.movements(board) == [
        Movement(MORNING, "cafe", "m1", 1),
        Movement(MORNING, "m1", "cafe", 6),
        Movement(later, "lobby", "m1", 2),
    ]


async def test_one_minute_is_one_minute_in_any_zone(store: Store, board: str) -> None:
    in_lund = datetime.fromisoformat("2026-05-05T11:00:00+02:00")

    await store.save_feet(board, {}, [Movement(MORNING, "m1", "cafe", 1), Movement(in_lund, "m1", "cafe", 1)])

    assert await store.movements(board) == [Movement(MORNING, "m1", "cafe", 2)]


async def test_feet_of_two_boards_do_not_mix(store: Store, board: str) -> None:
    await store.create(a_record("KIEL100"), [], [])

    await store.save_feet("KIEL100", {"p1": Whereabouts("cafe", TODAY)}, [Movement(MORNING, "lobby", "cafe", 1)])

    assert await store.whereabouts(board) == {}
    assert await store.movements(board) == []


async def test_feet_on_no_board_are_not_kept(store: Store) -> None:
    with pytest.raises(KeyError):
        await store.save_feet("NONE000", {"p1": Whereabouts("cafe", TODAY)}, [])

    assert await store.whereabouts("NONE000") == {}
