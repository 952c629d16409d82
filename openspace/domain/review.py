"""What a facilitator looks at before the book is published: lines that may say too much, and ticks that are missing.

Rule B8 of docs/PROTOCOL.md. It finds, it never cuts: who wrote it knows best how to mend it. Linear in the text, which
is hostile.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final, Literal

from msgspec import Struct

from openspace.domain import markup
from openspace.domain.board import Board
from openspace.domain.proceedings import Proceedings, Report

Kind = Literal["email", "phone", "personal_number", "name", "convener", "owner", "photo_unticked", "photo_untold"]
Part = Literal["title", "about", "notes", "action", "photo", "announcement", "theme"]

LINE_MAX_CHARS: Final = 200  # of a line as it is shown in the list
NAME_MIN_CHARS: Final = 2
ANY_CASE_MIN_CHARS: Final = 4  # a shorter name is only seen with its capital: "per" is a word
PHONE_DIGITS: Final = (8, 15)  # ITU-T E.164 has 15 at most
SWEDISH_DIGITS: Final = (8, 10)
COORDINATION_DAY: Final = 60  # added to the day of a samordningsnummer

_EMAIL: Final = re.compile(r"[^\s@<>()\[\],;:]{1,64}@[^\s@<>()\[\],;:]{1,190}\.\w{2,}")
_PHONE: Final = re.compile(r"(?<![\w+])(?:\+|00)?\d(?:[ \u00a0./()–-]{0,3}\d){6,15}(?!\w)")
_PERSONAL: Final = re.compile(r"(?<![\w+])(?:18|19|20)?(\d{6})([-+– ]?)(\d{4})(?!\w)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_DATE: Final = re.compile(r"(?:19|20)\d\d[-./ ]\d\d?[-./ ]\d\d?")


class Finding(Struct, frozen=True, kw_only=True):
    """One thing to look at. `line`: the text it stands in; `found`: what in it, or whose name is missing."""

    kind: Kind
    topic: str = ""  # id; empty: of the whole book
    part: Part = "notes"
    line: str = ""
    found: str = ""
    id: str = ""  # of the action or photo


def review_of(board: Board, book: Proceedings) -> tuple[Finding, ...]:
    """`book`: the public edition as it would be now. In the order of the book."""
    names = Names(known_names(board))
    found = [*in_text(names, "", "theme", [book.title, book.theme])]
    for report in book.reports:
        found += of_topic(board, report, names)
    found += in_text(names, "", "announcement", [one.text for one in book.said])
    return tuple(found)


def of_topic(board: Board, report: Report, names: "Names") -> Iterator[Finding]:
    topic = board.topics.get(report.id)
    convener = board.people.get(topic.convener) if topic else None
    if report.convener.is_hidden and convener:
        yield Finding(kind="convener", topic=report.id, part="title", line=report.title, found=convener.name)
    yield from in_text(names, report.id, "title", [report.title])
    yield from in_text(names, report.id, "about", [report.about])
    yield from in_text(names, report.id, "notes", markup.plain_lines(report.notes))
    for deed in report.deeds:
        action = board.actions.get(deed.id)
        if deed.who.is_hidden and action:
            yield Finding(kind="owner", topic=report.id, part="action", line=deed.what, found=action.who, id=deed.id)
        own = deed.who.name if deed.is_role else ""
        yield from in_text(names, report.id, "action", [deed.what, own, deed.first_step, deed.news], deed.id)
    for picture in report.pictures:
        yield from in_text(names, report.id, "photo", picture.text.splitlines(), picture.id)
        if not picture.text:
            yield Finding(kind="photo_untold", topic=report.id, part="photo", id=picture.id)
    photos = (photo for photo in board.photos.values() if photo.topic == report.id and not photo.may_publish)
    for photo in photos:
        yield Finding(
            kind="photo_unticked", topic=report.id, part="photo", line=photo.text[:LINE_MAX_CHARS], id=photo.id
        )


def in_text(names: "Names", topic: str, part: Part, lines: Iterable[str], id: str = "") -> Iterator[Finding]:
    """Whatever in these lines points to a person."""
    for line in lines:
        plain = as_read(line)
        for kind, find in FINDERS:
            if found := find(plain):
                yield Finding(kind=kind, topic=topic, part=part, line=line[:LINE_MAX_CHARS], found=found, id=id)
        if found := names.in_line(plain):
            yield Finding(kind="name", topic=topic, part=part, line=line[:LINE_MAX_CHARS], found=found, id=id)


def email_in(line: str) -> str:
    """The first e-mail address, or nothing."""
    found = _EMAIL.search(line)
    return found[0] if found else ""


def phone_in(line: str) -> str:
    """The first number that can be called: international (`+`, `00`), or Swedish with its leading 0."""
    for found in _PHONE.finditer(line):
        digits = "".join(c for c in found[0] if c.isdigit())
        is_international = found[0].startswith(("+", "00"))
        low, high = PHONE_DIGITS if is_international else SWEDISH_DIGITS
        bare = len(digits.removeprefix("00")) if is_international else len(digits)
        if low <= bare <= high and (is_international or digits.startswith("0")) and not _DATE.fullmatch(found[0]):
            return found[0]
    return ""


def personal_number_in(line: str) -> str:
    """The first Swedish personnummer or samordningsnummer: a birthday and four digits.

    Its check digit is right, or it is written as one, with its sign or the century before it.
    """
    for found in _PERSONAL.finditer(line):
        birth, sign, last = found.groups()
        digits = [int(c) for c in birth + last]
        has_form = sign in ("-", "+") or len(found[0]) - len(sign) == 12
        if is_birthday(digits[:6]) and (has_form or is_luhn(digits)):
            return found[0]
    return ""


def is_birthday(digits: list[int]) -> bool:
    """YYMMDD; of a samordningsnummer with 60 added to the day."""
    month, day = digits[2] * 10 + digits[3], digits[4] * 10 + digits[5]
    try:
        date(2000, month, day - COORDINATION_DAY if day > COORDINATION_DAY else day)
    except ValueError:
        return False
    return True


def is_luhn(digits: list[int]) -> bool:
    """Whether the last of ten is the check digit (ISO/IEC 7812-1)."""
    doubled = (digit * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


FINDERS: Final[tuple[tuple[Kind, Callable[[str], str]], ...]] = (
    ("email", email_in),
    ("personal_number", personal_number_in),
    ("phone", phone_in),
)


class Names:
    """The names of the people on a board, to be found in lines as whole words, case and accents aside."""

    def __init__(self, names: Iterable[str]) -> None:
        self._whole: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # by first word
        self._parts: dict[str, str] = {}
        for name in names:
            words = tuple(folded(word) for word in _WORD.findall(as_read(name)))
            if not words or sum(map(len, words)) < NAME_MIN_CHARS:
                continue
            self._whole.setdefault(words[0], []).append((words, name))
            if len(words) > 1:
                self._parts |= {word: name for word in words if len(word) >= ANY_CASE_MIN_CHARS - 1}

    def in_line(self, line: str) -> str:
        """The first name that stands there, as its bearer writes it: whole, or a part of it with its capital."""
        words = _WORD.findall(line)
        plain = [folded(word) for word in words]
        for place, word in enumerate(plain):
            for name, written in self._whole.get(word, ()):
                is_there = tuple(plain[place : place + len(name)]) == name
                if is_there and (len(name) > 1 or len(word) >= ANY_CASE_MIN_CHARS or not words[place].islower()):
                    return written
            if word in self._parts and not words[place].islower():
                return self._parts[word]
        return ""


def known_names(board: Board) -> list[str]:
    """Everybody who has given a name, or whose name somebody wrote down as an action's owner."""
    given = [profile.name for profile in board.profiles.values()]
    public = [person.name for person in board.people.values()]
    written = [action.who for action in board.actions.values() if not action.is_role]
    return sorted({name for name in (*given, *public, *written) if name})


def folded(word: str) -> str:
    """Without case and marks: "Åsa" and "asa" are one, "أحمد" with and without its signs too."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def as_read(line: str) -> str:
    """Wide signs narrow, all digits European, nothing invisible between letters, Arabic without vowel signs."""
    narrow = unicodedata.normalize("NFKC", line)
    kept = (c for c in narrow if unicodedata.category(c) not in ("Cf", "Mn"))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in kept)
