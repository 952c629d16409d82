"""A seed is a schedule: the same each time, and all schedules together hold everything there is."""

from tests.proof.schedule import ALL_THERE_IS, WEATHERS, WITHIN_S, schedule_of

SEEDS = range(200)


def test_a_seed_gives_the_same_schedule_again() -> None:
    assert [schedule_of(seed) for seed in SEEDS] == [schedule_of(seed) for seed in SEEDS]


def test_two_hundred_seeds_hold_everything_there_is() -> None:
    schedules = [schedule_of(seed) for seed in SEEDS]

    assert {happening.what for schedule in schedules for happening in schedule.happenings} == {*ALL_THERE_IS}
    assert {schedule.weather for schedule in schedules} == {*WEATHERS}
    assert any(happening.ahead_s < 0 for schedule in schedules for happening in schedule.happenings)


def test_everything_happens_in_order_and_while_people_act() -> None:
    for seed in SEEDS:
        moments = [happening.at_s for happening in schedule_of(seed).happenings]
        assert moments == sorted(moments)
        assert 0 <= moments[0] <= moments[-1] <= WITHIN_S
