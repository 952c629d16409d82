"""WordprocessingML where python-docx has no word for it: languages, directions, fields.

ECMA-376 part 1, section 17. Word wants children in the order of its schema; the functions here keep it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter

from babel.core import get_global
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from msgspec import Struct
from msgspec.structs import replace

from openspace.exports.blocks import LONG_NUMBER, Direction, numbers_together
from openspace.exports.html_text import direction_of_language

Node = BaseOxmlElement

_ISOLATES = re.compile("[\u2066-\u2069]")  # Word knows runs, and draws these
_EMOJI = re.compile(
    "((?:(?:[\U0001f000-\U0001faff\u2705\u274c\u2753-\u2757\u2b50\u2b55]|[\u2190-\u2bff]\ufe0f)"
    "[\u200d\ufe0f\u20e3\U000e0020-\U000e007f\u2640\u2642]*)+)"
)


class Look(Struct, frozen=True):
    """How a run of text looks, beyond its paragraph's style. `language`: BCP 47 of the text."""

    language: str
    is_strong: bool = False
    is_emph: bool = False
    style: str = ""  # a character style


def node(tag: str, *children: Node | None, **attributes: str | int) -> Node:
    """An element; `val=3` is `w:val="3"`. None among the children is left out."""
    made: Node = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def worded(tag: str, text: str) -> Node:
    """An element that holds text, spaces and all."""
    made = node(tag)
    made.text = text
    made.set(qn("xml:space"), "preserve")
    return made


def runs(text: str, direction: Direction, look: Look) -> list[Node]:
    """A line of text, cut where its direction turns and around emoji. `direction`: of the paragraph."""
    plain = numbers_together(_ISOLATES.sub("", text))
    emoji = replace(look, style="Emoji")
    return [
        run(part, emoji if nth % 2 else look, is_rtl=is_rtl and not nth % 2)
        for is_rtl, piece in turns(plain, direction)
        for nth, part in enumerate(_EMOJI.split(piece))
        if part
    ]


def run(text: str, look: Look, *, is_rtl: bool = False) -> Node:
    properties = node(
        "w:rPr",
        node("w:rStyle", val=look.style) if look.style else None,
        *((node("w:b"), node("w:bCs")) if look.is_strong else ()),
        *((node("w:i"), node("w:iCs")) if look.is_emph else ()),
        node("w:rtl") if is_rtl else None,
        _language(look.language, is_rtl=is_rtl),
    )
    return node("w:r", properties, worded("w:t", text))


def turns(text: str, direction: Direction) -> Iterator[tuple[bool, str]]:
    """Stretches of one direction, each with whether it runs from right to left.

    What has no direction goes with its neighbours when they agree, else with the paragraph. A telephone number runs
    from left to right.
    """
    ways = [_way(character) for character in text]
    for number in LONG_NUMBER.finditer(text):
        ways[number.start() : number.end()] = [False] * len(number[0])
    base = direction == "rtl"
    stretches = [(way, len(list(same))) for way, same in groupby(ways)]
    around = [base, *(way for way, _ in stretches), base]
    settled: list[bool] = []
    for nth, (way, length) in enumerate(stretches, 1):
        own = bool(around[nth - 1]) if around[nth - 1] == around[nth + 1] else base
        settled += [own if way is None else way] * length
    for is_rtl, pairs in groupby(zip(settled, text, strict=True), key=itemgetter(0)):
        yield is_rtl, "".join(character for _, character in pairs)


def _way(character: str) -> bool | None:
    match unicodedata.bidirectional(character):
        case "R" | "AL" | "AN":
            return True
        case "L":
            return False
        case _:
            return None


def field(instruction: str, shown: str = "") -> list[Node]:
    """A field that Word fills in: PAGE, NUMPAGES, PAGEREF. `shown`: until it does."""
    return [
        node("w:r", node("w:fldChar", fldCharType="begin")),
        node("w:r", worded("w:instrText", f" {instruction} ")),
        node("w:r", node("w:fldChar", fldCharType="separate")),
        node("w:r", worded("w:t", shown)),
        node("w:r", node("w:fldChar", fldCharType="end")),
    ]


def _language(tag: str, *, is_rtl: bool) -> Node | None:
    """None for a stretch in a script that runs the other way than its text: it is in no language that we know."""
    if is_rtl != (direction_of_language(tag) == "rtl"):
        return None
    return node("w:lang", **{"bidi" if is_rtl else "val": locale_of(tag)})


@cache
def locale_of(tag: str) -> str:
    """As Word names a language: with its likeliest country, "sv-SE"."""
    language = tag.replace("_", "-").split("-")[0]
    likely = str(get_global("likely_subtags").get(language, language)).split("_")
    return f"{likely[0]}-{likely[-1]}" if len(likely) > 1 else language
