"""The pictures of suites."""

from pathlib import Path

from bench.plots import TOKENS, colours, draw
from bench.results import Curve, Plot, Result

LINES = Plot(
    title="Cost",
    x_label="moves a second",
    y_label="% of a core",
    curves=[Curve(name="ticks", x=[10, 100, 1000], y=[1, 5, 30]), Curve(name="naive", x=[10, 100], y=[9, 95])],
    has_log_scale=True,
)
BARS = Plot(
    title="CPU", x_label="", y_label="µs", curves=[Curve(name="a", x=[], y=[7, 17])], kind="bars", names=["C", "io"]
)


def a_result(*plots: Plot) -> Result:
    return Result(
        suite="crowd", title="Crowd", method="", taken_at="2026-11-22T14:00", machine={}, rows=[], plots=list(plots)
    )


def test_the_same_figures_are_the_same_bytes_without_a_date(tmp_path: Path) -> None:
    first = draw(a_result(LINES, BARS), tmp_path / "one")
    second = draw(a_result(LINES, BARS), tmp_path / "two")

    assert first is not None
    assert second is not None
    assert first.read_bytes() == second.read_bytes()
    assert b"<dc:date>" not in first.read_bytes()


def test_a_suite_without_plots_has_no_picture(tmp_path: Path) -> None:
    assert draw(a_result(), tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_colours_are_those_of_the_light_tokens() -> None:
    css = ":root { --color-paper: #f7f3ea; --gap: 1rem; }\n@media dark { :root { --color-paper: #000000; } }"

    assert colours(css) == {"paper": "#f7f3ea"}
    assert "foot" in colours(TOKENS.read_text(encoding="utf-8"))
