"""What templates do to values: dates, times and titles as a reader expects them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import msgspec
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup

from openspace.domain.entities import Slot, Topic
from openspace.exports.html_text import direction_of_language
from openspace.locales.pseudo import PSEUDO

SOFT_HYPHEN = "\u00ad"

# What could end the script element, or the line in an old parser.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def filters_of(language: str) -> dict[str, Callable[..., str]]:
    """By the names templates use."""
    locale = ("en" if language == PSEUDO else language).replace("-", "_")

    def long_date(day: date) -> str:
        """ "1 mars 2027"."""
        return format_date(day, "d MMMM y", locale=locale)

    def weekday(moment: date) -> str:
        """ "måndag 1 mars"."""
        return format_date(moment, "EEEE d MMMM", locale=locale)

    def size(count: int) -> str:
        """ "1.2 MB", "12 kB"."""
        kilobytes = count / 1_000
        is_large = kilobytes >= 1_000
        number = format_decimal(
            kilobytes / 1_000 if is_large else max(1, kilobytes), "0.#" if is_large else "0", locale
        )
        return f"\u2068{number} {'MB' if is_large else 'kB'}\u2069"

    return {"json": json_in_html, "clock": clock, "direction": direction_of_language, "hyphenated": hyphenated,
            "long_date": long_date, "size": size, "spaced": spaced, "span": span, "weekday": weekday}  # fmt: skip


def clock(moment: datetime) -> Markup:
    """ "10:30", by the board's wall clock."""
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(), f"{moment:%H:%M}")


def spaced(code: str) -> str:
    """ "LUND 482", as people say it."""
    return f"{code[:-3]} {code[-3:]}"


def span(slot: Slot) -> Markup:
    """ "10:30–11:15", in one piece whichever way the sentence runs."""
    text = f"{slot.starts:%H:%M}–{slot.ends:%H:%M}"
    return Markup('<time datetime="{}">{}</time>').format(slot.starts.isoformat(), text)


def hyphenated(topic: Topic) -> str:
    """The title with soft hyphens where its long words may break."""
    pieces, begin = [], 0
    for end in (*topic.breaks, len(topic.title)):
        pieces.append(topic.title[begin:end])
        begin = end
    return SOFT_HYPHEN.join(pieces)


def json_in_html(content: Any) -> Markup:
    """JSON for a script element: nothing in it can end the element."""
    text = msgspec.json.encode(content).decode()
    for character, instead in _ESCAPES.items():
        text = text.replace(character, instead)
    return Markup(text)
