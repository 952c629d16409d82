"""A day proposed from a head count."""

from datetime import date, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from openspace.domain.errors import Invalid
from openspace.domain.planning import (
    DAYS_MAX,
    SESSION_MAX_MINUTES,
    SESSION_MIN_MINUTES,
    WALK_MIN_MINUTES,
    Hours,
    Proposal,
    expected_topics,
    minutes_of,
    parallel_sessions,
    propose,
)

ZONE = ZoneInfo("Europe/Stockholm")
DAY = date(2027, 3, 1)


def a_day(people: int = 40, starts: str = "09:00", ends: str = "16:00", lunch: str = "12:00", **more: int) -> Proposal:
    hours = Hours(
        first_day=DAY,
        days=more.get("days", 1),
        starts=time.fromisoformat(starts),
        ends=time.fromisoformat(ends),
        lunch=time.fromisoformat(lunch) if lunch else None,
    )
    return propose(people, hours, ZONE, more.get("rooms"))


def told(proposal: Proposal) -> list[str]:
    return [f"{row.starts:%H:%M}-{row.ends:%H:%M} {row.label or row.kind}" for row in proposal.rows]


@pytest.mark.parametrize(
    ("people", "topics"),
    [(10, 5), (30, 15), (50, 25), (75, 28), (100, 30), (150, 40), (200, 50), (350, 75), (500, 100), (2_000, 300)],
)
def test_how_many_topics_people_bring(people: int, topics: int) -> None:
    assert expected_topics(people) == topics


@pytest.mark.parametrize(("people", "rooms"), [(5, 2), (20, 2), (21, 3), (40, 4), (300, 30)])
def test_one_session_at_a_time_for_ten_people(people: int, rooms: int) -> None:
    assert parallel_sessions(people) == rooms


def test_a_whole_day_has_its_circles_its_market_and_its_lunch() -> None:
    assert told(a_day()) == [
        "09:00-09:30 Opening circle",
        "09:30-10:00 Marketplace",
        "10:10-11:00 sessions",
        "11:10-12:00 sessions",
        "12:00-13:00 Lunch",
        "13:00-14:05 sessions",
        "14:15-15:20 sessions",
        "15:30-16:00 Closing circle",
    ]


def test_an_afternoon_needs_no_lunch() -> None:
    assert told(a_day(25, "13:00", "17:00")) == [
        "13:00-13:20 Opening circle",
        "13:20-13:45 Marketplace",
        "13:55-14:40 sessions",
        "14:50-15:35 sessions",
        "15:45-16:30 sessions",
        "16:40-17:00 Closing circle",
    ]


def test_a_second_day_opens_with_the_news_and_the_last_one_closes() -> None:
    labels = [row.label for row in a_day(days=2).rows if row.kind == "plenary"]

    assert labels == ["Opening circle", "Marketplace", "Evening news", "Morning news", "Closing circle"]


def test_time_left_over_becomes_coffee() -> None:
    assert "14:15-14:35 Coffee" in told(a_day(80, "08:30", "16:30"))


def test_more_rooms_need_fewer_rounds() -> None:
    slots = [a_day(100, "08:00", "18:00", rooms=rooms).slots for rooms in (4, 5, 6, 10)]

    assert slots == [6, 6, 5, 5]


def test_the_rows_stand_in_the_zone_of_the_board() -> None:
    assert a_day().rows[0].starts.isoformat() == "2027-03-01T09:00:00+01:00"


def test_a_day_that_is_too_short_is_refused_with_its_hours() -> None:
    with pytest.raises(Invalid) as refused:
        a_day(starts="10:00", ends="11:55")

    assert refused.value.values == {"starts": "10:00", "ends": "11:55"}


def test_two_hours_are_for_a_session_rather_than_lunch() -> None:
    proposal = a_day(24, "09:30", "11:30", lunch="10:00")

    assert [row.kind for row in proposal.rows] == ["plenary", "plenary", "sessions", "plenary"]


@given(
    people=st.integers(1, 2_000),
    starts=st.integers(0, 22 * 12),
    length=st.integers(24, 180),
    lunch=st.none() | st.integers(10 * 12, 15 * 12),
    days=st.integers(1, DAYS_MAX),
    rooms=st.none() | st.integers(1, 40),
)
def test_any_day_is_sound(
    people: int, starts: int, length: int, lunch: int | None, days: int, rooms: int | None
) -> None:
    """Rows follow each other inside the hours; sessions are as long as they may be, with time to walk between."""

    def clock(steps: int) -> time:
        return time(steps // 12, steps % 12 * 5)

    assume(starts + length < 24 * 12)
    hours = Hours(
        first_day=DAY,
        days=days,
        starts=clock(starts),
        ends=clock(starts + length),
        lunch=None if lunch is None else clock(lunch),
    )

    proposal = propose(people, hours, ZONE, rooms)

    for before, after in pairwise(proposal.rows):
        assert before.ends <= after.starts
        if before.kind == after.kind == "sessions" and before.starts.date() == after.starts.date():
            assert minutes_of(after.starts - before.ends) >= WALK_MIN_MINUTES
    for row in proposal.rows:
        assert hours.starts <= row.starts.time() < row.ends.time() <= hours.ends
        assert row.starts.minute % 5 == row.ends.minute % 5 == 0
        if row.kind == "sessions":
            assert SESSION_MIN_MINUTES <= minutes_of(row.ends - row.starts) <= SESSION_MAX_MINUTES
    assert proposal.slots >= 1
