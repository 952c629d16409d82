"""The scripts of one book: which of them there is a font for, and what is printed where there is none."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from openspace.domain.proceedings import Report
from openspace.exports import glyphs
from openspace.exports.blocks import clean
from openspace.exports.material import Material

REPLACEMENT = "\ufffd"


class Shapes(Struct, frozen=True):
    """`fonts`: of the machine, needed beside the shipped ones. `missing`: characters without one."""

    fonts: tuple[Path, ...]
    missing: frozenset[str]
    language: str

    @property
    def scripts(self) -> list[str]:
        """What the missing ones are called."""
        return sorted({glyphs.script_of(character, self.language) for character in self.missing})

    def printable(self, text: str) -> str:
        """The text with "[Khmer]" for each stretch that has no shape."""
        if self.missing.isdisjoint(text):
            return text
        signs = re.escape("".join(self.missing))
        return re.sub(rf"[{signs}]+(?:\s*[{signs}]+)*", lambda found: self.instead_of(found[0]), text)

    def instead_of(self, stretch: str) -> str:
        letter = next((c for c in stretch if unicodedata.category(c)[0] == "L"), "")
        return f"[{glyphs.script_of(letter, self.language)}]" if letter else REPLACEMENT


def shapes_of(material: Material) -> Shapes:
    """Quick when the shipped fonts have everything; otherwise it looks into the machine's, a tenth of a second."""
    lacking = glyphs.lacking("".join(map(clean, texts_of(material))))
    found = glyphs.found_for(lacking)
    return Shapes(tuple(found), lacking.difference(*found.values()), material.catalog.language)


def missing_scripts(material: Material) -> list[str]:
    """Scripts in which the PDF would leave text out, as the reader calls them; to be told before the click."""
    return shapes_of(material).scripts


def texts_of(material: Material) -> Iterator[str]:
    """Everything that people wrote and paper prints."""
    book = material.book
    yield from (book.title, book.theme, book.responsible)
    yield from (place.name for place in book.places)
    yield from (time.label for time in book.times)
    yield from (one.text for one in book.said)
    for report in material.reports:
        yield from texts_of_topic(report)


def texts_of_topic(report: Report) -> Iterable[str]:
    yield from (report.title, report.about, report.notes, report.convener.name)
    yield from (picture.text for picture in report.pictures)
    for deed in report.deeds:
        yield from (deed.what, deed.who.name, deed.first_step, deed.news)
