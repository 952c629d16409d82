"""The book as a web page, and in one file: pictures embedded, no script, for any web server or none.

Rule E2 of docs/PROTOCOL.md. The page on the board and the file share one body, `templates/book.html`.
"""

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from msgspec import Struct

from openspace.domain.errors import N_
from openspace.domain.proceedings import Deed, Picture, Proceedings, Report
from openspace.exports.blocks import clean
from openspace.exports.html_text import direction_of_language, html_of
from openspace.exports.material import Material
from openspace.exports.photos import fitting
from openspace.exports.reading import blocks_of, plain_blocks
from openspace.exports.words import Words, language_of
from openspace.locales.catalog import Catalog

ROOT: Final = Path(__file__).resolve().parents[2]
STYLES: Final = ("reset", "tokens", "base", "layout", "utilities", "print", "screens/book", "screens/book-print")
ALT_MAX_CHARS: Final = 150  # a longer text stands below the picture

Source = Callable[[Picture], str]  # address of a picture; empty when its bytes are not to be had


class Shown(Struct, frozen=True):
    """A picture as the page shows it. `text`: below it, when it is more than an alternative."""

    picture: Picture
    source: str
    alt: str
    text: Markup
    anchor: str


class Chapter(Struct, frozen=True):
    """One topic."""

    report: Report
    language: str
    direction: str
    notes: Markup
    pictures: tuple[Shown, ...]


def make_page(material: Material) -> bytes:
    """The body of the page on the board; UTF-8. Pictures have addresses of their own."""
    query = "?edition=internal" if material.book.edition == "internal" else ""

    def source(picture: Picture) -> str:
        known = picture.digest in material.photos
        return f"/b/{material.book.code}/proceedings/{picture.digest}.jpg{query}" if known else ""

    return book_body(material, source).encode()


def make_html(material: Material) -> bytes:
    """UTF-8, complete in itself."""
    body = book_body(material, embedded(material))
    page = environment(material.catalog).get_template("book-file.html")
    book = material.book
    title = clean(material.reports[0].title if material.topic and material.reports else book.title)
    return page.render(body=body, book=book, title=title, style=Markup(style())).encode()


def book_body(material: Material, source: Source) -> Markup:
    """What stands between `<body>` and `</body>` but for the way to other files: landmarks, headings from h1."""
    book, words = material.book, Words(material)
    level = 1 if material.topic else 3  # of a topic's heading
    chapters = [chapter_of(report, book, words, source, level) for report in material.reports]
    template = environment(material.catalog).get_template("book.html")
    html = template.render(
        book=book,
        words=words,
        days=days_of(book, words),
        chapters=chapters,
        is_whole=not material.topic,
        level=level,
        deeds=deeds_by_date(material),
        follow_up=material.follow_up,
        untold=[(chapter, shown) for chapter in chapters for shown in chapter.pictures if not shown.picture.text],
    )
    return Markup(html)


def chapter_of(report: Report, book: Proceedings, words: Words, source: Source, level: int) -> Chapter:
    language = language_of(report, book)
    direction = direction_of_language(language)
    internal = words.say(N_("Internal: not on walls, not published"))
    return Chapter(
        report=report,
        language=language,
        direction=direction,
        notes=html_of(blocks_of(report.notes), direction, level, internal),
        pictures=tuple(
            shown(picture, f"photo-{report.number}-{nth}", nth, direction == "rtl", words, source(picture))
            for nth, picture in enumerate(report.pictures, 1)
        ),
    )


def shown(picture: Picture, anchor: str, number: int, is_rtl: bool, words: Words, source: str) -> Shown:
    text = clean(picture.text).strip()
    is_short = len(text) <= ALT_MAX_CHARS and "\n" not in text
    if not text:
        alt = words.say(N_("Photo {n}, without a description")).format(n=number)
    elif is_short and source:
        alt = text
    else:
        alt = words.say(N_("Photo {n}; what it says stands below")).format(n=number)
    below = Markup("") if (is_short and source) else html_of(plain_blocks(text), "rtl" if is_rtl else "ltr", 0, "")
    return Shown(picture, source, alt, below, anchor)


def embedded(material: Material) -> Source:
    """Pictures as data in the page itself, smaller where there are many."""
    photos = fitting(material.photos)

    def source(picture: Picture) -> str:
        content = photos.get(picture.digest)
        return f"data:image/jpeg;base64,{b64encode(content).decode()}" if content else ""

    return source


def days_of(book: Proceedings, words: Words) -> list[str]:
    """ "Tuesday 5 May 2026", each day once."""
    return [day for day, _ in groupby(words.day(time.starts) for time in book.times)]


def deeds_by_date(material: Material) -> list[tuple[Report, Deed]]:
    """Actions that are due, soonest first, then those without a date."""
    deeds = [(report, deed) for report in material.reports for deed in report.deeds]
    return sorted(deeds, key=lambda pair: (pair[1].due is None, str(pair[1].due)))


@cache
def style() -> str:
    """The sheet of the one file."""
    return "\n".join((ROOT / "static" / "css" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)


@cache
def environment(catalog: Catalog) -> Environment:
    """Templates that speak one language. No sentence of theirs holds what somebody wrote."""
    made = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def sentence(message: str, **values: Any) -> Markup:
        return Markup(escape(catalog.gettext(message))).format(**values)

    def counted(one: str, many: str, n: int) -> Markup:
        return Markup(escape(catalog.ngettext(one, many, n))).format(n=n)

    made.globals |= {
        "_": sentence,
        "ngettext": counted,
        "language": catalog.language,
        "direction": catalog.direction,
    }
    made.filters["clean"] = clean
    return made
