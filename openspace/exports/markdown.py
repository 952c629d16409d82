"""The book in Markdown: a zip with one file a topic and the photos, or one file for one topic."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Final

from openspace.domain.errors import N_
from openspace.domain.proceedings import Band, Deed, Report
from openspace.exports.material import Material
from openspace.exports.words import Words

SLUG_MAX_CHARS: Final = 40
# Signs that would mean something to Markdown in the middle of a line, and those that do at its beginning.
_SIGNS: Final = re.compile(r"([\\`*_\[\]<>|#~])")
_BEGINNING: Final = re.compile(r"^(?:([-+=])|(\d+)([.)]))(?=\s|$)")


def make_markdown(material: Material) -> bytes:
    """UTF-8; a zip for the whole book, so that the photos are in it."""
    words = Words(material)
    if material.topic:
        return "".join(topic_text(report, material, words, {}) for report in material.reports).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files_of(material, words):
            # Photos are compressed already; a fixed day, as the same book gives the same bytes.
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED
            bundle.writestr(info, content)
    return out.getvalue()


def files_of(material: Material, words: Words) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file in the zip."""
    yield "book.md", book_text(material, words).encode()
    for report in material.reports:
        paths = photo_paths(report, material)
        yield path_of(report), topic_text(report, material, words, paths).encode()
        for digest, path in paths.items():
            yield path, material.photos[digest]


def photo_paths(report: Report, material: Material) -> dict[str, str]:
    """Where each photo lies in the zip, by digest; those whose bytes are missing are not in it."""
    found = [picture.digest for picture in report.pictures if picture.digest in material.photos]
    return {digest: f"photos/{report.number:02}-{nth}.jpg" for nth, digest in enumerate(found, 1)}


def path_of(report: Report) -> str:
    return f"topics/{report.number:02}-{slug(report.title)}.md"


def slug(title: str) -> str:
    """The title as part of a file's name, in its own script: letters, digits and hyphens; never empty."""
    kept = "".join(c if c.isalnum() else "-" for c in unicodedata.normalize("NFC", title).lower())
    return re.sub("-+", "-", kept).strip("-")[:SLUG_MAX_CHARS].strip("-") or "topic"


def book_text(material: Material, words: Words) -> str:
    """Front page: what it was, the agenda, every action by date, what was announced."""
    book, say = material.book, words.say
    facts = [
        plain(book.theme),
        " · ".join(dict.fromkeys(words.day(time.starts) for time in book.times)),
        words.say_many("{n} topic", "{n} topics", book.numbers.topics).format(n=book.numbers.topics),
    ]
    topics = [
        f"{report.number}. [{plain(report.title)}]({path_of(report)})"
        + (f" – {who}" if (who := convener(report, words)) else "")
        for report in book.reports
    ]
    deeds = sorted((deed for report in book.reports for deed in report.deeds), key=by_date)
    said = [f"- {words.clock(line.at)} {plain(line.text)}" for line in book.said]
    parts = [
        f"# {plain(book.title)}",
        *(fact for fact in facts if fact),
        say(N_("Made {date}")).format(date=words.date(book.made_at.astimezone(material.zone).date())),
        f"## {say(N_('Topics'))}",
        "\n".join(topics),
        *section(say(N_("Who does what by when")), [deed_line(deed, words) for deed in deeds]),
        *([f"{words.follow_up()} <{material.follow_up}>"] if deeds and material.follow_up else []),
        *section(say(N_("Announcements")), said),
    ]
    return "\n\n".join(parts) + "\n"


def topic_text(report: Report, material: Material, words: Words, photos: dict[str, str]) -> str:
    """One topic: its facts, its notes as they were written, its actions and photos."""
    say = words.say
    facts = [
        say(N_("Convener: {name}")).format(name=plain(who)) if (who := convener(report, words)) else "",
        *(
            f"{words.when(meeting)} · {plain(words.where(meeting))}{came(meeting.came, words)}"
            for meeting in report.meetings
        ),
        "" if report.meetings else say(N_("Waited for a place")),
        words.say_many("{n} wanted to be there", "{n} wanted to be there", report.interest).format(n=report.interest)
        if report.interest
        else "",
    ]
    parts = [
        f"# {report.number}. {plain(report.title)}",
        plain(report.about),
        "\n".join(f"- {fact}" for fact in facts if fact),
        report.notes.strip() or f"*{say(N_('No notes were written.'))}*",
        *section(say(N_("Who does what by when")), [deed_line(deed, words) for deed in report.deeds]),
        *section(say(N_("Photos")), list(photo_lines(report, words, photos))),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def photo_lines(report: Report, words: Words, paths: dict[str, str]) -> Iterator[str]:
    for picture in report.pictures:
        text = " ".join(picture.text.split())
        path = paths.get(picture.digest)
        if path:
            yield f"![{plain(text)}](../{path})"
        else:
            yield "- " + (plain(text) or words.say(N_("A photo without words")))


def section(heading: str, lines: list[str]) -> list[str]:
    return [f"## {heading}", "\n".join(lines)] if lines else []


def deed_line(deed: Deed, words: Words) -> str:
    """ "- [ ] Ask the region – Farah K., 1 June 2026 (under way)" """
    box = "x" if deed.progress == "done" else " "
    who = plain(words.named(deed.who))
    due = words.date(deed.due) if deed.due else ""
    tail = ", ".join(part for part in (who, due) if part)
    more = [plain(deed.first_step), plain(deed.news)]
    line = f"- [{box}] {plain(deed.what)}" + (f" – {tail}" if tail else "") + f" ({words.progress(deed.progress)})"
    return "\n".join([line, *(f"  - {one}" for one in more if one)])


def convener(report: Report, words: Words) -> str:
    return plain(words.named(report.convener))


def came(band: Band | None, words: Words) -> str:
    return f" · {words.say(N_('{band} came and went')).format(band=words.band(band))}" if band else ""


def by_date(deed: Deed) -> tuple[bool, str]:
    """Those without a date last."""
    return deed.due is None, str(deed.due)


def plain(text: str) -> str:
    """One line in which no sign means anything to Markdown."""
    escaped = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _BEGINNING.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", escaped)
