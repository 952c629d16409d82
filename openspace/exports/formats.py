"""Every way out of a board, in the order in which they are offered.

A format is one file beside this one and one line here. What is slow to import (typst, python-docx) is imported inside
the format's `make`, so that a server that only serves pages does not pay for it.
"""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from openspace.domain.errors import N_
from openspace.exports.calendar import make_calendar
from openspace.exports.html import make_html, make_page
from openspace.exports.json_file import make_json
from openspace.exports.markdown import make_markdown
from openspace.exports.material import Format, Material
from openspace.exports.pdf import make_pdf
from openspace.exports.schedule_json import make_schedule_json
from openspace.exports.schedule_xml import make_schedule_xml
from openspace.exports.tables import make_csv
from openspace.exports.word import make_word

Make = Callable[[Material], bytes]

WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def book(name: str, suffix: str, media_type: str, label: str, make: Make, *, is_slow: bool = False) -> Format:
    """To be read by people, with its photos."""
    return Format(name=name, suffix=suffix, media_type=media_type, label=label, make=make, is_slow=is_slow)


def data(name: str, suffix: str, media_type: str, label: str, make: Make) -> Format:
    """To be read by programs; photos are not in it."""
    return Format(name=name, suffix=suffix, media_type=media_type, label=label, make=make, takes_photos=False)


FORMATS: Final[tuple[Format, ...]] = (
    book("html", ".html", "text/html", N_("Web page in one file"), make_html),
    book("pdf", ".pdf", "application/pdf", N_("PDF"), make_pdf, is_slow=True),
    book("docx", ".docx", WORD_TYPE, N_("Word"), make_word, is_slow=True),
    replace(book("md", ".md", "text/markdown", N_("Markdown"), make_markdown), suffix_many=".zip"),
    data("csv", ".csv", "text/csv", N_("Table (CSV)"), make_csv),
    data("json", ".json", "application/json", N_("Data (JSON)"), make_json),
    data("ics", ".ics", "text/calendar", N_("Calendar"), make_calendar),
    data("frab-xml", ".xml", "application/xml", N_("Agenda for conference apps (frab)"), make_schedule_xml),
    data("schedule-json", ".json", "application/json", N_("Agenda for conference apps (c3voc)"), make_schedule_json),
)

PAGE: Final = Format(name="page", suffix="", media_type="text/html", make=make_page, takes_photos=False)


def format_of(name: str) -> Format | None:
    """By the name in its address, "html"; None if there is no such format."""
    return next((one for one in FORMATS if one.name == name), None)
