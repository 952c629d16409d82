"""The symbols of rooms are the same in the browser and on pages made without script."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

ROOT = Path(__file__).parent.parent
NAMES = ["circle", "square", "triangle", "diamond", "star", "hexagon", "cross", "half-disc"]


def symbols_of_the_browser() -> dict[str, str]:
    source = (ROOT / "static/js/parts/symbol.js").read_text(encoding="utf-8")
    return dict(re.findall(r'^  "([a-z-]+)": "([^"]+)",$', source, re.MULTILINE))


def symbols_of_the_templates() -> dict[str, str]:
    environment = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
    room_symbol = environment.get_template("parts/symbols.html").module.__dict__["room_symbol"]
    drawn = {name: str(room_symbol(name)) for name in NAMES}
    return {name: re.findall(r'<path d="([^"]+)"', svg)[0] for name, svg in drawn.items()}


def test_both_draw_the_same_shapes() -> None:
    assert list(symbols_of_the_browser()) == NAMES
    assert symbols_of_the_templates() == symbols_of_the_browser()


def test_no_two_symbols_are_alike() -> None:
    assert len(set(symbols_of_the_browser().values())) == len(NAMES)
