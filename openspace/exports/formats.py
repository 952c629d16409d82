"""Every way out of a board, in the order in which they are offered.

A format is one file beside this one and one line here. What is slow to import (typst, python-docx) is imported inside
the format's `make`, so that a server that only serves pages does not pay for it.
"""

from typing import Final

from openspace.domain.errors import N_
from openspace.exports.calendar import make_calendar
from openspace.exports.html import make_html, make_page
from openspace.exports.json_file import make_json
from openspace.exports.markdown import make_markdown
from openspace.exports.material import Format
from openspace.exports.pdf import make_pdf
from openspace.exports.schedule_json import make_schedule_json
from openspace.exports.schedule_xml import make_schedule_xml
from openspace.exports.tables import make_csv
from openspace.exports.word import make_word

FORMATS: Final[tuple[Format, ...]] = (
    Format(name="html", suffix=".html", media_type="text/html", make=make_html, label=N_("Web page in one file")),
    Format(
        name="pdf", suffix=".pdf", media_type="application/pdf", make=make_pdf, is_slow=True, label=N_("PDF")
    ),
    Format(
        name="docx",
        suffix=".docx",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        make=make_word,
        is_slow=True,
        label=N_("Word"),
    ),
    Format(
        name="md",
        suffix=".md",
        suffix_many=".zip",
        media_type="text/markdown",
        make=make_markdown,
        label=N_("Markdown"),
    ),
    Format(
        name="csv",
        suffix=".csv",
        media_type="text/csv",
        make=make_csv,
        label=N_("Table (CSV)"),
        takes_photos=False,
    ),
    Format(
        name="json",
        suffix=".json",
        media_type="application/json",
        make=make_json,
        label=N_("Data (JSON)"),
        takes_photos=False,
    ),
    Format(
        name="ics",
        suffix=".ics",
        media_type="text/calendar",
        make=make_calendar,
        label=N_("Calendar"),
        takes_photos=False,
    ),
    Format(
        name="frab-xml",
        suffix=".xml",
        media_type="application/xml",
        make=make_schedule_xml,
        label=N_("Agenda for conference apps (frab)"),
        takes_photos=False,
    ),
    Format(
        name="schedule-json",
        suffix=".json",
        media_type="application/json",
        make=make_schedule_json,
        label=N_("Agenda for conference apps (c3voc)"),
        takes_photos=False,
    ),
)  # fmt: skip

PAGE: Final = Format(name="page", suffix="", media_type="text/html", make=make_page, takes_photos=False)


def format_of(name: str) -> Format | None:
    """By the name in its address, "html"; None if there is no such format."""
    return next((one for one in FORMATS if one.name == name), None)
