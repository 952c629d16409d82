"""Puts one book into the words that stand on paper."""

from collections.abc import Iterable
from itertools import groupby

from openspace.domain.errors import N_
from openspace.domain.proceedings import Deed, Named, Picture, Report, Time
from openspace.exports.blocks import Direction, clean, direction_of
from openspace.exports.html_text import direction_of_language
from openspace.exports.material import Material
from openspace.exports.paper import Cell, Day, Fact, Grid, Labels, Paper, Plate, Sheet, Worded
from openspace.exports.reading import blocks_of, plain_blocks
from openspace.exports.words import Words, language_of

ALT_MAX_CHARS = 150  # a longer text stands below the picture
MARKED = N_("Each topic stands in the language it was written in, and is marked so that a screen reader can speak it.")


def paper_of(material: Material, *, on_access: Iterable[str] = ()) -> Paper:
    """`on_access`: what this format has to say of itself to those who do not see it."""
    return _Setting(material).paper(tuple(on_access))


class _Setting:
    """One material on its way to paper."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.book = material.book
        self.words = Words(material)
        self.say = self.words.say
        self.language = material.catalog.language
        self.direction: Direction = "rtl" if material.catalog.direction == "rtl" else "ltr"

    def paper(self, on_access: tuple[str, ...]) -> Paper:
        book, is_whole = self.book, not self.material.topic
        sheets = tuple(self.sheet(report) for report in self.material.reports)
        return Paper(
            language=self.language,
            direction=self.direction,
            is_whole=is_whole,
            title=self.own(book.title, book.language),
            theme=self.own(book.theme, book.language),
            days=tuple(day for day, _ in groupby(self.words.day(time.starts) for time in book.times)),
            edition=self.edition(),
            made=self.say(N_("Made {date}")).format(
                date=self.words.date(book.made_at.astimezone(self.material.zone).date())
            ),
            numbers=self.numbers() if is_whole else (),
            facts=self.facts() if is_whole else (),
            agenda=self.agenda() if is_whole else (),
            waiting=tuple(self.numbered(report) for report in book.reports if is_whole and not report.meetings),
            sheets=sheets,
            deeds=self.all_deeds() if is_whole else None,
            follow_up=(self.ours(self.words.follow_up()), self.material.follow_up) if self.material.follow_up else None,
            said=tuple((self.words.clock(one.at), self.own(one.text, book.language)) for one in book.said)
            if is_whole
            else (),
            untold=tuple(self.untold()),
            notes_on_access=self.on_access(on_access),
            labels=self.labels(),
        )

    def labels(self) -> Labels:
        say = self.say
        return Labels(
            contents=say(N_("Contents")),
            agenda=say(N_("Agenda")),
            waiting=say(N_("Topics without a place")),
            topics=say(N_("Topics")),
            no_notes=say(N_("No notes were written.")),
            actions=say(N_("Actions")),
            photos=say(N_("Photos")),
            no_photo=say(N_("The photo is no longer there.")),
            deeds=say(N_("Who does what by when")),
            said=say(N_("Announcements")),
            accessibility=say(N_("Accessibility")),
            internal=say(N_("Internal: not on walls and not published")),
            page=say(N_("Page {n} of {all}")),
        )

    def edition(self) -> str:
        if self.book.edition == "internal":
            return self.say(N_("Internal edition: for those who were there. Do not publish it."))
        return self.say(N_("Public edition {n}")).format(n=self.book.number)

    def numbers(self) -> tuple[Fact, ...]:
        numbers = self.book.numbers
        counted = (
            (N_("Topics"), str(numbers.topics)),
            (N_("Sessions"), str(numbers.sessions)),
            (N_("Actions"), str(numbers.deeds)),
            (N_("Photos"), str(numbers.pictures)),
            (N_("Took part"), self.words.band(numbers.people)),
        )
        return tuple(Fact(self.say(label), (self.ours(number),)) for label, number in counted)

    def facts(self) -> tuple[Fact, ...]:
        if not self.book.responsible:
            return ()
        responsible = self.own(self.book.responsible, self.book.language)
        return (Fact(self.say(N_("Responsible for what is kept")), (responsible,)),)

    def agenda(self) -> tuple[Day, ...]:
        """One table a day; a slot in which nothing met is not in it, but a break is."""
        words = self.words
        header = tuple(self.say(label) for label in (N_("Time"), N_("Room"), N_("Topic"), N_("Convener")))
        days = []
        for day, times in groupby(self.book.times, key=lambda time: words.day(time.starts)):
            rows = tuple(row for time in times for row in self.rows_of(time))
            if rows:
                days.append(Day(day, Grid(f"{self.say(N_('Agenda'))}, {day}", header, rows, (16, 21, 41, 22))))
        return tuple(days)

    def rows_of(self, time: Time) -> list[tuple[Cell, ...]]:
        hours = (self.ours(self.words.hours(time)),)
        rows: list[tuple[Cell, ...]] = [
            (
                hours,
                (self.own(self.words.where(meeting), self.book.language),),
                (self.numbered(report),),
                (self.who(report.convener),),
            )
            for report in self.book.reports
            for meeting in report.meetings
            if meeting.slot == time.id
        ]
        if rows or time.kind == "sessions":
            return rows
        label = self.own(time.label, self.book.language) if time.label else self.ours(self.kind(time))
        return [(hours, (), (label,), ())]

    def kind(self, time: Time) -> str:
        return self.say(N_("Break")) if time.kind == "break" else self.say(N_("All together"))

    def sheet(self, report: Report) -> Sheet:
        language = language_of(report, self.book)
        return Sheet(
            number=report.number,
            title=self.own(report.title, language),
            about=self.own(report.about, language),
            facts=tuple(self.facts_of(report)),
            notes=blocks_of(report.notes),
            plates=tuple(self.plate(picture, nth, language) for nth, picture in enumerate(report.pictures, 1)),
            deeds=self.deeds_of(report),
        )

    def facts_of(self, report: Report) -> Iterable[Fact]:
        words = self.words
        yield Fact(self.say(N_("Convener")), (self.who(report.convener, self.say(N_("chose no name"))),))
        met = []
        for meeting in report.meetings:
            came = f" · {self.say(N_('came and went'))}: {words.band(meeting.came)}" if meeting.came else ""
            met.append(self.ours(f"{words.when(meeting)} · {isolated(words.where(meeting))}{came}"))
        yield Fact(self.say(N_("Met")), tuple(met) or (self.ours(self.say(N_("had no place"))),))
        if report.interest:
            yield Fact(self.say(N_("Wanted to be there")), (self.ours(str(report.interest)),))

    def plate(self, picture: Picture, number: int, language: str) -> Plate:
        text = clean(picture.text).strip()
        is_there = picture.digest in self.material.photos
        is_alt = is_there and 0 < len(text) <= ALT_MAX_CHARS and "\n" not in text
        return Plate(
            digest=picture.digest if is_there else "",
            width=picture.width,
            height=picture.height,
            alt=self.own(text, language) if is_alt else self.ours(self.instead(text, number)),
            below=() if is_alt else plain_blocks(text),
        )

    def instead(self, text: str, number: int) -> str:
        """Of an alternative text."""
        if text:
            return self.say(N_("Photo {n}; what it says stands below")).format(n=number)
        return self.say(N_("Photo {n}, without a description")).format(n=number)

    def untold(self) -> Iterable[Worded]:
        for report in self.material.reports:
            for nth, picture in enumerate(report.pictures, 1):
                if not clean(picture.text).strip():
                    yield self.ours(f"{self.instead('', nth)}: {report.number} {isolated(report.title)}")

    def on_access(self, of_format: tuple[str, ...]) -> tuple[str, ...]:
        if not any(report.pictures for report in self.material.reports):
            return (self.say(MARKED), *of_format)
        count = sum(1 for _ in self.untold())
        told = self.say(N_("Every photo has a text that says what it shows."))
        untold = self.words.say_many(
            "{n} photo has no text that says what it shows:",
            "{n} photos have no text that says what they show:",
            count,
        ).format(n=count)
        return (self.say(MARKED), *of_format, untold if count else told)

    def deeds_of(self, report: Report) -> Grid | None:
        rows = tuple(self.deed_row(deed, report) for deed in report.deeds)
        return Grid(self.say(N_("Actions")), self.deed_header(), rows, (46, 20, 18, 16)) if rows else None

    def all_deeds(self) -> Grid | None:
        """Soonest first, then those without a date."""
        pairs = [(deed, report) for report in self.book.reports for deed in report.deeds]
        pairs.sort(key=lambda pair: (pair[0].due is None, str(pair[0].due)))
        rows = tuple((*self.deed_row(deed, report), (self.ours(str(report.number)),)) for deed, report in pairs)
        header = (*self.deed_header(), self.say(N_("Topic")))
        return Grid(self.say(N_("Who does what by when")), header, rows, (38, 21, 17, 14, 10)) if rows else None

    def deed_header(self) -> tuple[str, ...]:
        return tuple(self.say(label) for label in (N_("What"), N_("Who"), N_("By when"), N_("How far")))

    def deed_row(self, deed: Deed, report: Report) -> tuple[Cell, ...]:
        language = language_of(report, self.book)
        more = ((N_("First step"), deed.first_step), (N_("How it goes"), deed.news))
        return (
            (
                self.own(deed.what, language),
                *(self.ours(f"{self.say(label)}: {isolated(text)}") for label, text in more if text),
            ),
            (self.who(deed.who, self.say(N_("nobody yet"))),),
            (self.ours(self.words.date(deed.due) if deed.due else self.say(N_("no date"))),),
            (self.ours(self.words.progress(deed.progress)),),
        )

    def numbered(self, report: Report) -> Worded:
        """ "7. Title", which runs as the title does."""
        title = self.own(report.title, language_of(report, self.book))
        return Worded(f"{report.number}. {title.text}", title.language, title.direction)

    def who(self, named: Named, nobody: str = "") -> Worded:
        if named.name and not named.is_hidden:
            return self.own(named.name, self.book.language)
        return self.ours(self.words.named(named) or nobody)

    def own(self, text: str, language: str) -> Worded:
        """As somebody wrote it."""
        written = clean(text)
        return Worded(written, language, direction_of(written, direction_of_language(language)))

    def ours(self, text: str) -> Worded:
        return Worded(clean(text), self.language, self.direction)


def isolated(text: str) -> str:
    """So that what stands around it keeps its own order (UAX 9, FSI and PDI)."""
    return f"\u2068{text}\u2069"
