"""The picture of a suite as SVG, in the house's colours; the same bytes whenever the figures are the same."""

import re
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

from bench.results import Plot, Result
from bench.table import number

ROOT: Final = Path(__file__).parents[1]
DRAWN: Final = ROOT / "docs" / "performance"
TOKENS: Final = ROOT / "static" / "css" / "tokens.css"
WIDTH_IN: Final = 8.0
HEIGHT_IN: Final = 3.4  # of lines
BAR_IN: Final = 0.26  # of a bar, with what is between
LEGEND_IN: Final = 0.25  # of the line between title and plot that names the curves
MARKERS: Final = "osD^vP"  # a colour never says anything alone
MARKED_POINTS_MAX: Final = 12  # of a curve with more, not each is marked
LOG_SPAN_MIN: Final = 5.0  # values closer together than so many times say more from 0 on
VALUE_SHARE: Final = 0.2  # of a bar's plot, for the number behind the longest


def draw(result: Result, folder: Path = DRAWN) -> Path | None:
    """All plots of a suite below each other in `{suite}.svg`; None when it has none."""
    if not result.plots:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result.suite}.svg"
    with mpl.rc_context(style()):
        figure_of(result.plots).savefig(path, format="svg", metadata={"Date": None})
    return path


def figure_of(plots: list[Plot]) -> Figure:
    heights = [height_of(plot) for plot in plots]
    figure = Figure(figsize=(WIDTH_IN, sum(heights)), layout="constrained")
    column = figure.subplots(len(plots), 1, squeeze=False, height_ratios=heights)[:, 0]
    for plot, axes in zip(plots, column, strict=True):
        (bars if plot.kind == "bars" else lines)(axes, plot)
        axes.set_title(plot.title, loc="left", pad=6 + 72 * legend_in(plot))
        if legend_in(plot):
            axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(plot.curves), borderaxespad=0.2)
    return figure


def height_of(plot: Plot) -> float:
    bars_in = max(1.6, 1.0 + BAR_IN * len(plot.names) * (len(plot.curves) + 0.6))
    return (bars_in if plot.kind == "bars" else HEIGHT_IN) + legend_in(plot)


def legend_in(plot: Plot) -> float:
    """A curve alone is named by the title."""
    return LEGEND_IN if len(plot.curves) > 1 else 0


def lines(axes: Axes, plot: Plot) -> None:
    for nth, curve in enumerate(plot.curves):
        apart = max(1, len(curve.x) // MARKED_POINTS_MAX)
        axes.plot(curve.x, curve.y, marker=MARKERS[nth % len(MARKERS)], markevery=apart, label=curve.name)
    values = [value for curve in plot.curves for value in curve.y]
    axes.set_xscale("log" if plot.has_log_scale else "linear")
    if plot.has_log_scale and max(values) >= LOG_SPAN_MIN * min(values):
        axes.set_yscale("log")
    else:
        axes.set_ylim(0, 1.1 * max(values))
    for axis in (axes.xaxis, axes.yaxis):
        if axis.get_scale() == "log":
            axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axis.set_minor_formatter(NullFormatter())
        axis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.set_xlabel(plot.x_label)
    axes.set_ylabel(plot.y_label)


def bars(axes: Axes, plot: Plot) -> None:
    """Lying, so that names have room; each with its value."""
    thickness = 0.8 / len(plot.curves)
    for nth, curve in enumerate(plot.curves):
        places = [name + (nth - (len(plot.curves) - 1) / 2) * thickness for name in range(len(plot.names))]
        drawn = axes.barh(places, curve.y, height=thickness * 0.92, label=curve.name)
        axes.bar_label(drawn, labels=[number(value) for value in curve.y], padding=3)
    axes.set_yticks(range(len(plot.names)), [name.removeprefix(f"{plot.title}, ") for name in plot.names])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    axes.margins(x=VALUE_SHARE)
    if plot.has_log_scale:
        axes.set_xscale("log")
    else:
        axes.xaxis.set_major_locator(MaxNLocator(nbins=5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.set_xlabel(plot.y_label)


def style() -> dict[Any, Any]:
    """What matplotlib is to draw with."""
    colour = colours(TOKENS.read_text(encoding="utf-8"))
    loud = [colour["foot"], *(colour[f"room-{n}"] for n in (2, 1, 3, 4, 6))]
    return {
        "svg.hashsalt": "openspace",
        "svg.fonttype": "path",
        "font.size": 10,
        "axes.titlesize": 11,
        "axes.titleweight": "bold",
        "axes.prop_cycle": cycler(color=loud),
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": colour["control"],
        "axes.labelcolor": colour["ink-soft"],
        "axes.grid": True,
        "axes.grid.axis": "both",
        "axes.axisbelow": True,
        "grid.color": colour["line"],
        "text.color": colour["ink"],
        "xtick.color": colour["ink-soft"],
        "ytick.color": colour["ink-soft"],
        "figure.facecolor": colour["paper"],
        "axes.facecolor": colour["card"],
        "savefig.facecolor": colour["paper"],
        "legend.frameon": False,
        "lines.linewidth": 2,
        "lines.markersize": 5,
    }


def colours(css: str) -> dict[str, str]:
    """The light ones, by their name without `--color-`."""
    light = css[css.index(":root") : css.index("}")]
    return dict(re.findall(r"--color-([\w-]+):\s*(#[0-9a-f]{6})", light))
