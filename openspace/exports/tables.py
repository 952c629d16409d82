"""The book as one table, for spreadsheets: a row a topic, a session, an action, told apart by `kind`.

One file rather than three, as it opens with a double click and is filtered by its first column.
"""

import csv
import io
from collections.abc import Iterator
from typing import Final

from openspace.domain.proceedings import Report
from openspace.exports.material import Material
from openspace.exports.words import Words

# Column names are for programs and stay English; what stands below them is in the material's language.
COLUMNS: Final = (
    "kind", "number", "topic", "about", "language", "convener", "day", "starts", "ends", "room", "came",
    "interest", "photos", "report_ready", "what", "who", "due", "first_step", "progress", "news", "notes",
)  # fmt: skip
BOM: Final = "\ufeff"  # by which spreadsheets know UTF-8
# A cell that begins so would be calculated; the wide ones too in some programs.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Row = dict[str, str]


def make_csv(material: Material) -> bytes:
    """UTF-8 with a byte order mark, commas, CRLF (RFC 4180)."""
    words = Words(material)
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    table.writeheader()
    for kind in (topic_rows, session_rows, action_rows):
        for report in material.reports:
            table.writerows({name: guarded(value) for name, value in row.items()} for row in kind(report, words))
    return (BOM + out.getvalue()).encode()


def topic_rows(report: Report, words: Words) -> Iterator[Row]:
    yield {
        "kind": "topic",
        **topic_cells(report, words),
        "about": report.about,
        "language": report.language,
        "interest": str(report.interest),
        "photos": str(len(report.pictures)),
        "report_ready": "yes" if report.is_ready else "no",
        "notes": report.notes,
    }


def session_rows(report: Report, words: Words) -> Iterator[Row]:
    for meeting in report.meetings:
        time = words.time(meeting.slot)
        yield {
            "kind": "session",
            **topic_cells(report, words),
            "day": words.iso_day(time.starts),
            "starts": words.clock(time.starts),
            "ends": words.clock(time.ends),
            "room": words.where(meeting),
            "came": words.band(meeting.came) if meeting.came else "",
        }


def action_rows(report: Report, words: Words) -> Iterator[Row]:
    for deed in report.deeds:
        yield {
            "kind": "action",
            **topic_cells(report, words),
            "what": deed.what,
            "who": words.named(deed.who),
            "due": deed.due.isoformat() if deed.due else "",
            "first_step": deed.first_step,
            "progress": words.progress(deed.progress),
            "news": deed.news,
        }


def topic_cells(report: Report, words: Words) -> Row:
    return {"number": str(report.number), "topic": report.title, "convener": words.named(report.convener)}


def guarded(cell: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" \ufeff").startswith(FORMULA) or cell.startswith(FORMULA) else cell
