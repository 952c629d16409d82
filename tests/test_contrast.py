"""Colours of static/css/tokens.css: every pair in use can be read, by eyes of every kind.

Contrast as in WCAG 2.2, 1.4.3 and 1.4.11. Colour-blindness as simulated by Machado, Oliveira and Fernandes (2009),
severity 1.0.
"""

import re
from itertools import combinations, product
from pathlib import Path

import pytest

CSS = Path(__file__).parent.parent / "static" / "css"
SYMBOLS = Path(__file__).parent.parent / "static" / "js" / "parts" / "symbol.js"

Colour = tuple[float, float, float]
Matrix = tuple[Colour, Colour, Colour]

ROOMS = [f"room-{number}" for number in range(1, 9)]
WORDS = ["ink", "ink-soft", "foot-text", "ok", "warn", "bad", *ROOMS]

TEXT_PAIRS = [
    *product(WORDS, ["paper", "card"]),
    *product(["ink", "ink-soft"], ["sunken", "foot-soft"]),
    *product(["on-room"], ROOMS),
    ("on-foot", "foot"),
    ("on-foot", "foot-deep"),
    ("on-foot-soft", "foot-soft"),
    ("on-choice", "choice"),
]
CONTROL_PAIRS = [*product(["control", "choice", "foot", "focus", "walker"], ["paper", "card"]), ("focus", "foot-soft")]
WALL_PAIRS = [*product(["ink", "ink-soft"], ["paper", "card"])]

# Distance in CIELAB below which two areas of colour across a hall are taken for one.
CONFUSABLE_DELTA_E = 15.0

BLINDNESS: dict[str, Matrix] = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
LINEAR_TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE_D65: Colour = (0.95047, 1.0, 1.08883)


def tokens(selector: str) -> dict[str, str]:
    """Colour tokens of the first block whose selector list ends with `selector`, without their prefix."""
    css = (CSS / "tokens.css").read_text(encoding="utf-8")
    block = re.search(rf"^ *{re.escape(selector)} \{{(.*?)\}}", css, re.MULTILINE | re.DOTALL)
    assert block is not None, selector
    return dict(re.findall(r"--color-([a-z0-9-]+): (#[0-9a-f]{6});", block.group(1)))


LIGHT = tokens(":root")
NIGHT = tokens('[data-screen="wall"]:not([data-theme="light"])')
THEMES = {"light": LIGHT, "night": {**LIGHT, **NIGHT}}


def linear(colour: str) -> Colour:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (linear_channel(red), linear_channel(green), linear_channel(blue))


def linear_channel(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    return multiply(LINEAR_TO_XYZ, linear(colour))[1]


def multiply(matrix: Matrix, vector: Colour) -> Colour:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return (first, second, third)


def as_seen(colour: str, blindness: str) -> Colour:
    """CIELAB of a colour as somebody with that colour-blindness sees it."""
    red, green, blue = (min(max(channel, 0.0), 1.0) for channel in multiply(BLINDNESS[blindness], linear(colour)))
    return lab(multiply(LINEAR_TO_XYZ, (red, green, blue)))


def lab(xyz: Colour) -> Colour:
    x, y, z = (lab_curve(value / white) for value, white in zip(xyz, WHITE_D65, strict=True))
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def lab_curve(value: float) -> float:
    return float(value ** (1 / 3)) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def confusable_rooms(theme: dict[str, str], blindness: str) -> set[tuple[int, int]]:
    seen = [as_seen(theme[room], blindness) for room in ROOMS]
    return {
        (one, other)
        for one, other in combinations(range(len(ROOMS)), 2)
        if sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5 < CONFUSABLE_DELTA_E
    }


def too_faint(theme: dict[str, str], pairs: list[tuple[str, str]], least: float) -> dict[str, float]:
    found = {f"{front} on {back}": round(contrast(theme[front], theme[back]), 2) for front, back in pairs}
    return {pair: ratio for pair, ratio in found.items() if ratio < least}


def test_contrast_of_black_on_white_is_known() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme: str) -> None:
    assert too_faint(THEMES[theme], TEXT_PAIRS, 4.5) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_controls_and_focus_stand_out(theme: str) -> None:
    assert too_faint(THEMES[theme], CONTROL_PAIRS, 3.0) == {}


def test_the_wall_can_be_read_from_the_back_of_the_hall() -> None:
    assert too_faint(THEMES["night"], WALL_PAIRS, 7.0) == {}


def test_dark_by_the_system_equals_dark_by_choice() -> None:
    assert tokens(':root:not([data-theme="light"])') == NIGHT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_rooms_whose_colours_look_alike_differ_in_symbol(theme: str, blindness: str) -> None:
    symbols = re.findall(r'^  "[a-z-]+": "([^"]+)",$', SYMBOLS.read_text(encoding="utf-8"), re.MULTILINE)

    alike = confusable_rooms(THEMES[theme], blindness)

    assert alike, "the simulation has stopped seeing what it is there for"
    assert [pair for pair in alike if symbols[pair[0]] == symbols[pair[1]]] == []


def test_raw_colours_stand_in_tokens_only() -> None:
    others = [path for path in CSS.rglob("*.css") if path.name != "tokens.css"]

    raw = {
        path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?)\(", path.read_text(encoding="utf-8"))
        for path in others
    }

    assert {name: found for name, found in raw.items() if found} == {}
