"""Taking a name out of a published book: everywhere, in one step, and never leaving a gap."""

import re
import unicodedata
from collections.abc import Container, Iterable

from msgspec.structs import replace

from openspace.domain.harvest import numbers_of
from openspace.domain.proceedings import Deed, Named, Picture, Proceedings, Report, Said

NAME_MIN_CHARS = 2  # a shorter one is a letter of other words
BETWEEN_WORDS = r"[\s*_]+"  # of one name: also the end of a line, and signs of Markdown


def named_in(book: Proceedings) -> dict[str, str]:
    """The people whose names the book bears: ids, with the name as it stands there."""
    bearers = (who for report in book.reports for who in (report.convener, *(deed.who for deed in report.deeds)))
    return {who.person: who.name for who in bearers if who.person and not who.is_hidden}


def without_taken_down(book: Proceedings, photos: Container[str], aside: Container[str]) -> Proceedings:
    """The book without what may no longer be shown (B9).

    `photos`: digests that may; a picture that may not goes with its words. `aside`: topics a facilitator took down.
    """
    staying = [report for report in book.reports if report.id not in aside]
    reports = tuple(
        replace(report, pictures=tuple(picture for picture in report.pictures if picture.digest in photos))
        for report in staying
    )
    if reports == book.reports:
        return book
    return replace(book, reports=reports, numbers=numbers_of(reports, book.numbers.people))


def without_person(book: Proceedings, person: str, name: str, instead: str) -> Proceedings:
    """The book without one person's name.

    Where it stood as convener's or owner's it is hidden; where somebody wrote it whole into a text, `instead` stands.
    """
    pattern = pattern_of({name, named_in(book).get(person, "")})

    def cut(text: str) -> str:
        return pattern.sub(lambda _: instead, unicodedata.normalize("NFC", text)) if pattern else text

    def hidden(who: Named) -> Named:
        return Named(is_hidden=True) if who.person == person else replace(who, name=cut(who.name))

    def report(old: Report) -> Report:
        return replace(
            old,
            title=cut(old.title),
            about=cut(old.about),
            convener=hidden(old.convener),
            notes=cut(old.notes),
            deeds=tuple(deed(one) for one in old.deeds),
            pictures=tuple(picture(one) for one in old.pictures),
        )

    def deed(old: Deed) -> Deed:
        who = hidden(old.who)
        return replace(old, what=cut(old.what), who=who, first_step=cut(old.first_step), news=cut(old.news))

    def picture(old: Picture) -> Picture:
        return replace(old, text=cut(old.text))

    return replace(
        book,
        title=cut(book.title),
        theme=cut(book.theme),
        reports=tuple(report(one) for one in book.reports),
        said=tuple(Said(text=cut(one.text), at=one.at) for one in book.said),
    )


def pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds whole names; one of several words in any case, a single word only as it is written: "Bo" is no "bo".

    `_` is a letter to regular expressions and a sign of emphasis to people: "_Bo_" is found.
    """
    known = sorted({name for name in names if len(name) >= NAME_MIN_CHARS}, key=len, reverse=True)
    ways = (
        rf"(?i:{BETWEEN_WORDS.join(map(re.escape, name.split()))})" if " " in name else re.escape(name)
        for name in known
    )
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(ways)})(?![^\W_])") if known else None
