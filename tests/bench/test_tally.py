"""What came of a phase, counted from frames that are put in by hand."""

from bench.load.plan import Act, Count, Quantiles
from bench.load.tally import Tally, quantiles


def acts(*marks: bytes) -> list[Act]:
    return [Act(at_s=0.0, client=0, text="x", mark=mark) for mark in marks]


def test_a_delay_runs_from_the_sending_to_each_reader_and_the_last_closes_the_act() -> None:
    tally = Tally(acts(b"one"), 3, [0, 1, 2], ())
    tally.sent(0, 10.0)

    for client, now in ((0, 10.001), (2, 10.002), (1, 10.004)):
        tally.heard(client, b"it says one", now)

    assert [round(value) for value in (tally.delays().p50, tally.delays().longest, tally.last().p50)] == [2, 4, 4]
    assert tally.missing == 0


def test_what_a_reader_never_sees_is_missing_and_has_no_last() -> None:
    tally = Tally(acts(b"one"), 3, [0, 1, 2], ())
    tally.sent(0, 10.0)

    tally.heard(0, b"one", 10.001)
    tally.heard(0, b"one", 10.002)

    assert tally.missing == 2
    assert tally.last() == Quantiles(0.0, 0.0, 0.0, 0.0)


def test_a_frame_from_before_the_sending_shows_nothing() -> None:
    tally = Tally(acts(b"one"), 1, [0], ())

    tally.heard(0, b"one", 9.0)
    tally.sent(0, 10.0)
    assert tally.missing == 1
    tally.heard(0, b"one", 10.5)

    assert tally.missing == 0


def test_nobody_waits_for_an_act_without_a_mark() -> None:
    tally = Tally(acts(b""), 1, [0], ())

    tally.sent(0, 10.0)

    assert tally.missing == 0


def test_needles_are_counted_over_all_frames_and_for_the_client_that_got_most() -> None:
    tally = Tally((), 2, [0, 1], (b"seq", b"none"))

    tally.heard(0, b"seq seq", 1.0)
    tally.heard(1, b"seq seq", 1.0)
    tally.heard(1, b"seq", 1.0)

    assert tally.counts() == [Count(5, 3, 2), Count(0, 0, 0)]
    assert tally.frames == 3


def test_quantiles_are_by_the_nearest_rank() -> None:
    assert quantiles([float(n) for n in range(100, 0, -1)]) == Quantiles(51.0, 96.0, 100.0, 100.0)
