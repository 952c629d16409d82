"""What a suite found, as a table, a verdict, and a page."""

from pathlib import Path

from bench.page import anchor, page_of
from bench.results import Curve, Goal, Plot, Result, Row, bars, encode, is_kept, kept, value_of
from bench.table import cells_of, has_missed, number, printed, summary


def a_row(*rounds: float, goal: Goal | None = None, unit: str = "ms", note: str = "") -> Row:
    return Row(what="a delivery", rounds=list(rounds), unit=unit, goal=goal, note=note)


def a_result(*rows: Row, suite: str = "fanout", taken_at: str = "2026-11-22T14:00:00+00:00", **machine: str) -> Result:
    return Result(
        suite=suite, title=f"The {suite}", method="As always.", taken_at=taken_at,
        machine={"Python": "3.11.7", "load before": "0.1", **machine}, rows=list(rows),
    )  # fmt: skip


def test_the_value_is_the_median_of_the_rounds() -> None:
    assert value_of(a_row(3, 1, 9)) == 3
    assert value_of(a_row(3, 1, 9, 4)) == 3.5


def test_a_goal_is_kept_up_to_its_limit_in_its_direction() -> None:
    assert is_kept(a_row(100, goal=Goal(100))) is True
    assert is_kept(a_row(101, goal=Goal(100))) is False
    assert is_kept(a_row(1.3, goal=Goal(1.4, "at least"))) is False
    assert is_kept(a_row(1.4, goal=Goal(1.4, "at least"))) is True
    assert is_kept(a_row(1.4)) is None


def test_what_could_not_be_measured_is_neither_kept_nor_missed_and_is_said() -> None:
    row = a_row(goal=Goal(100))

    assert is_kept(row) is None
    assert cells_of(row) == ("a delivery", "", "", "at most 100 ms", "", "not measured")
    assert summary([a_result(row)]) == "1 goals: 0 kept, 0 missed, 1 not measured"


def test_a_row_has_its_value_spread_goal_aim_and_verdict() -> None:
    row = a_row(0.5, 0.41, 0.62, goal=Goal(0.55, aim=0.41), unit="×")

    assert cells_of(row) == ("a delivery", "0.50 ×", "0.41 – 0.62", "at most 0.55 ×", "0.41 ×", "kept")
    assert cells_of(a_row(101, goal=Goal(100)))[-1] == "MISSED"
    assert cells_of(a_row(101, goal=Goal(100)), has_verdicts=False)[-1] == ""


def test_numbers_have_as_many_digits_as_say_something() -> None:
    assert [number(value) for value in (0, 0.00391, 0.5, 1.234, 12.34, 123.4, 117_000.4, 1.0)] == [
        "0", "0.0039", "0.50", "1.23", "12.3", "123", "117,000", "1",
    ]  # fmt: skip


def test_a_note_stands_below_its_row() -> None:
    lines = printed([a_row(1, note="one never came"), a_row(2)], has_verdicts=True).splitlines()

    assert [line.split()[0] for line in lines] == ["measured", "a", "one", "a"]


def test_goals_are_counted_over_all_suites() -> None:
    results = [a_result(a_row(1, goal=Goal(2)), a_row(5)), a_result(a_row(3, goal=Goal(2)), suite="crowd")]

    assert summary(results) == "2 goals: 1 kept, 1 missed"
    assert has_missed(results)
    assert not has_missed(results[:1])


def test_a_result_is_kept_as_json_and_read_back(tmp_path: Path) -> None:
    result = a_result(a_row(1, goal=Goal(2, aim=1.5)))

    (tmp_path / "fanout.json").write_bytes(encode(result))

    assert kept(tmp_path) == [result]


def test_bars_leave_out_what_could_not_be_measured() -> None:
    plot = bars("Costs", [Row(what="ours", rounds=[1, 3], unit="µs"), Row(what="theirs", rounds=[], unit="µs")])

    assert plot == Plot(
        title="Costs", x_label="", y_label="µs", curves=[Curve(name="Costs", x=[], y=[2])], kind="bars", names=["ours"]
    )


TEMPLATE = "top\n{machine}\n{summary}\n{suites}\nbottom"


def test_the_page_has_the_machine_all_verdicts_and_a_section_for_each_suite_in_their_order() -> None:
    fanout, book = a_result(a_row(1, goal=Goal(2))), a_result(a_row(3, goal=Goal(2)), suite="book")

    page = page_of(TEMPLATE, [book, fanout])

    assert "| Python | 3.11.7 |" in page
    assert "load before |" not in page
    assert "2 goals: 1 kept, 1 missed." in page
    assert page.index("## The fanout") < page.index("## The book") < page.index("bottom")
    assert "| a delivery | 3 ms |  | at most 2 ms |  | **missed** |" in page


def test_a_suite_taken_at_another_time_or_on_another_machine_says_so() -> None:
    old = a_result(a_row(1), suite="book", taken_at="2026-11-21T09:30:00+00:00", Python="3.11.6")

    page = page_of(TEMPLATE, [a_result(a_row(1)), old])

    assert "Measured on 2026-11-22 at 14:00 UTC; load of the machine before it: 0.1.\n" in page
    assert (
        "Measured on 2026-11-21 at 09:30 UTC; load of the machine before it: 0.1. Not as at the top: Python 3.11.6."
        in page
    )


def test_the_page_says_when_nothing_has_been_measured() -> None:
    assert "Nothing has been measured yet." in page_of(TEMPLATE, [])


def test_an_anchor_is_what_github_makes_of_a_heading() -> None:
    assert anchor("Notes: opening a long document") == "notes-opening-a-long-document"
