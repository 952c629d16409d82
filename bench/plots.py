"""The picture of a suite as SVG, in the house's colours; the same bytes whenever the figures are the same."""

import re
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from bench.results import Plot, Result
from bench.table import number

ROOT: Final = Path(__file__).parents[1]
DRAWN: Final = ROOT / "docs" / "performance"
TOKENS: Final = ROOT / "static" / "css" / "tokens.css"
WIDTH_IN: Final = 8.0
HEIGHT_IN: Final = 3.4  # of lines
BAR_IN: Final = 0.26  # of a bar, with what is between
MARKERS: Final = "osD^vP"  # a colour never says anything alone


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
        axes.set_title(plot.title, loc="left")
        if len(plot.curves) > 1:
            axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=len(plot.curves), borderaxespad=0.2)
    return figure


def height_of(plot: Plot) -> float:
    return max(1.6, 1.0 + BAR_IN * len(plot.names) * (len(plot.curves) + 0.6)) if plot.kind == "bars" else HEIGHT_IN


def lines(axes: Axes, plot: Plot) -> None:
    for nth, curve in enumerate(plot.curves):
        axes.plot(curve.x, curve.y, marker=MARKERS[nth % len(MARKERS)], label=curve.name)
    if plot.has_log_scale:
        axes.set_xscale("log")
        axes.set_yscale("log")
    else:
        axes.set_ylim(bottom=0)
    plain = FuncFormatter(lambda value, _: number(value))
    axes.xaxis.set_major_formatter(plain)
    axes.yaxis.set_major_formatter(plain)
    axes.set_xlabel(plot.x_label)
    axes.set_ylabel(plot.y_label)


def bars(axes: Axes, plot: Plot) -> None:
    """Lying, so that names have room; each with its value."""
    thickness = 0.8 / len(plot.curves)
    for nth, curve in enumerate(plot.curves):
        places = [name + (nth - (len(plot.curves) - 1) / 2) * thickness for name in range(len(plot.names))]
        drawn = axes.barh(places, curve.y, height=thickness * 0.92, label=curve.name)
        axes.bar_label(drawn, labels=[number(value) for value in curve.y], padding=3)
    axes.set_yticks(range(len(plot.names)), plot.names)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    axes.margins(x=0.12)
    if plot.has_log_scale:
        axes.set_xscale("log")
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
