"""The book made from a board: nothing cut, names by their ticks, people in bands."""

from datetime import timedelta

import pytest

from openspace.domain.commands import (
    AddAction,
    AddPerson,
    AddPhoto,
    Announce,
    CountHeads,
    EditAction,
    EditPhoto,
    EditProfile,
    SetInterest,
)
from openspace.domain.entities import LOBBY
from openspace.domain.harvest import band_of, proceedings_of
from openspace.domain.proceedings import Band, EditionKind, Named, Proceedings, Report
from openspace.domain.withdrawal import named_in, without_person
from openspace.ports import Movement
from tests.domain.day import MORNING, Day, a_day

HIDDEN = Named(is_hidden=True)


def book_of(day: Day, edition: EditionKind = "internal", texts: dict[str, str] | None = None) -> Proceedings:
    return proceedings_of(day.board, "LUND482", texts or {}, (), edition, day.now, {"Rubrik"})


def report_of(day: Day, edition: EditionKind = "internal", texts: dict[str, str] | None = None) -> Report:
    (report,) = book_of(day, edition, texts).reports
    return report


def tick(day: Day, person: str) -> None:
    day.act(EditProfile(command_id="c", may_publish=True), person)


def test_every_topic_is_in_the_book_by_its_first_session_and_then_by_age() -> None:
    """[B5]"""
    day = a_day()
    day.topic("Väntar först", by="ada")
    day.topic("Sist på dagen", by="ada", at=("oak", "11:00"))
    day.topic("Andra rummet", by="bo", at=("elm", "10:00"))
    again = day.topic("Först", by="cy", at=("oak", "10:00"))
    day.now += timedelta(minutes=1)
    day.topic("Väntar sist", by="ada")

    book = book_of(day, "public")

    titles = [(report.number, report.title) for report in book.reports]
    assert titles == [
        (1, "Först"), (2, "Andra rummet"), (3, "Sist på dagen"), (4, "Väntar först"), (5, "Väntar sist"),
    ]  # fmt: skip
    assert book.reports[0].id == again
    assert (book.numbers.topics, book.numbers.sessions) == (5, 3)


def test_the_frame_of_the_day_and_what_was_announced_are_in_the_book() -> None:
    day = a_day()
    day.act(Announce(command_id="c", text="Lunch i matsalen"))

    book = book_of(day)

    assert [place.name for place in book.places] == ["oak", "elm"]
    assert [time.starts for time in book.times] == sorted(slot.starts for slot in day.board.slots.values())
    assert [(one.text, one.at) for one in book.said] == [("Lunch i matsalen", day.now)]
    assert book.numbers.people == Band(0, 4)


def test_the_internal_edition_names_everybody() -> None:
    day = a_day()
    topic = day.topic("Bostäder", by="ada")
    day.act(AddAction(command_id="c", topic=topic, what="Skriv", person="ada"), "ada")
    day.act(AddAction(command_id="c", topic=topic, what="Läs", who="Per i receptionen"), "ada")

    report = report_of(day)

    assert report.convener == Named(name="Ada", person="ada")
    assert [deed.who for deed in report.deeds] == [Named(name="Ada", person="ada"), Named(name="Per i receptionen")]


def test_the_public_edition_names_only_who_has_ticked_that_it_may() -> None:
    """[B6]"""
    day = a_day()
    topic = day.topic("Bostäder", by="ada")
    day.act(AddAction(command_id="c", topic=topic, what="Skriv", person="ada"), "ada")
    assert (report_of(day, "public").convener, report_of(day, "public").deeds[0].who) == (HIDDEN, HIDDEN)

    tick(day, "ada")

    named = Named(name="Ada", person="ada")
    assert (report_of(day, "public").convener, report_of(day, "public").deeds[0].who) == (named, named)


def test_a_name_somebody_wrote_is_hidden_in_public_and_an_organisation_is_not() -> None:
    day = a_day()
    topic = day.topic("Bostäder", by="ada")
    day.act(AddAction(command_id="c", topic=topic, what="Läs", who="Per i receptionen"), "ada")
    day.act(AddAction(command_id="c", topic=topic, what="Bygg", who="Region Skåne", is_role=True), "ada")
    day.act(AddAction(command_id="c", topic=topic, what="Vänta"), "ada")

    deeds = report_of(day, "public").deeds

    assert [(deed.who, deed.is_role) for deed in deeds] == [
        (HIDDEN, False), (Named(name="Region Skåne"), True), (Named(), False),
    ]  # fmt: skip


def test_who_has_no_phone_has_no_tick_and_who_chose_no_name_hides_none() -> None:
    day = a_day()
    per = day.act(AddPerson(command_id="c", name="Per-Olof")).made["person"]
    day.topic("Skolan", by="ada")
    day.act(EditProfile(command_id="c", name=""), "ada")
    assert report_of(day, "public").convener == Named()

    other = a_day()
    per = other.act(AddPerson(command_id="c", name="Per-Olof")).made["person"]
    other.topic("Skolan", by=per)

    assert report_of(other, "public").convener == HIDDEN


def test_what_is_internal_is_not_in_the_public_edition() -> None:
    """[B7]"""
    day = a_day()
    topic = day.topic("Bostäder", by="ada")
    notes = "Vi var ense\n\n:::intern\nAnna sa nej\n:::\n\nom det mesta"

    assert report_of(day, "internal", {topic: notes}).notes == notes
    assert report_of(day, "public", {topic: notes}).notes == "Vi var ense\n\n\nom det mesta"


@pytest.mark.parametrize("text", ["", "## Rubrik\n\n- \n", "## Rubrik\n\n- \n\n## Rubrik\n"])
def test_a_template_that_nobody_filled_in_is_no_notes(text: str) -> None:
    day = a_day()
    topic = day.topic("Bostäder", by="ada")

    assert report_of(day, texts={topic: text}).notes == ""


def test_a_photo_is_public_by_its_tick_alone() -> None:
    day = a_day()
    topic = day.topic("Bostäder", by="ada")
    for digest in ("one", "two"):
        day.act(AddPhoto(command_id="c", topic=topic, digest=digest, width=4, height=3, size=9), "ada")
    day.act(EditPhoto(command_id="c", photo=list(day.board.photos)[1], may_publish=True, text="Tavlan"), "ada")

    assert [picture.digest for picture in report_of(day).pictures] == ["one", "two"]
    assert [(picture.digest, picture.text) for picture in report_of(day, "public").pictures] == [("two", "Tavlan")]


@pytest.mark.parametrize(
    ("people", "band"),
    [(0, Band(0, 4)), (4, Band(0, 4)), (5, Band(5, 9)), (19, Band(10, 19)), (20, Band(20, 49)), (99, Band(50, 99)),
     (100, Band(100, None)), (2_000, Band(100, None))],
)  # fmt: skip
def test_people_are_counted_in_bands_of_five_or_more(people: int, band: Band) -> None:
    """[B9]"""
    assert band_of(people) == band


def test_who_came_is_the_larger_of_feet_and_count_by_hand() -> None:
    day = a_day()
    topic = day.topic("Bostäder", by="ada", at=("oak", "10:00"))
    session = day.session(topic).id
    walked = [
        Movement(MORNING, LOBBY, session, 4),
        Movement(MORNING, LOBBY, session, 3),
        Movement(MORNING, session, LOBBY, 9),
    ]

    def came(*movements: Movement) -> Band | None:
        book = proceedings_of(day.board, "LUND482", {}, movements, "public", day.now)
        return book.reports[0].meetings[0].came

    assert came() is None
    assert came(*walked) == Band(5, 9)
    day.act(CountHeads(command_id="c", session=session, heads=14), "ada")
    assert came(*walked) == Band(10, 19)
    assert came() == Band(10, 19)


def test_interest_and_the_state_of_actions_are_told() -> None:
    day = a_day()
    topic = day.topic("Bostäder", by="ada")
    for person in ("ada", "bo"):
        day.act(SetInterest(command_id="c", topic=topic, on=True), person)
    action = day.act(AddAction(command_id="c", topic=topic, what="Skriv", first_step="Ring"), "ada").made["action"]
    day.act(EditAction(command_id="c", action=action, progress="doing", news="Halvvägs"), "ada")

    report = report_of(day, "public")

    assert report.interest == 2
    assert [(d.what, d.first_step, d.progress, d.news) for d in report.deeds] == [
        ("Skriv", "Ring", "doing", "Halvvägs")
    ]


def test_a_withdrawn_name_is_nowhere_in_the_book_and_leaves_no_gap() -> None:
    """[B3]"""
    day = a_day()
    topic = day.topic("Bostäder enligt Ada", by="ada")
    day.act(AddAction(command_id="c", topic=topic, what="Adas och Ada", person="ada"), "ada")
    day.topic("Annat", by="bo")
    tick(day, "ada")
    tick(day, "bo")
    book = book_of(day, "public", {topic: "Ada sa att Adamsson och ADA är andra"})

    cut = without_person(book, "ada", "Ada", "[namn]")

    first, second = cut.reports
    assert named_in(book) == {"ada": "Ada", "bo": "Bo"}
    assert named_in(cut) == {"bo": "Bo"}
    assert (first.title, first.convener, first.deeds[0].who) == ("Bostäder enligt [namn]", HIDDEN, HIDDEN)
    assert first.deeds[0].what == "Adas och [namn]"
    assert first.notes == "[namn] sa att Adamsson och ADA är andra"
    assert second == book.reports[1]


def test_a_name_of_several_words_is_cut_however_it_is_written() -> None:
    day = a_day()
    topic = day.topic("Bostäder", by="ada")
    day.act(EditProfile(command_id="c", name="Åsa Lind", may_publish=True), "ada")
    notes = "ÅSA LIND och A\u030asa Lind, inte Åsa Lindgren, men Åsa\nLind, Åsa\u00a0 Lind och **Åsa** Lind, _Åsa Lind_"
    book = book_of(day, "public", {topic: notes})

    (report,) = without_person(book, "ada", "Åsa Lind", "[namn]").reports

    assert report.notes == "[namn] och [namn], inte Åsa Lindgren, men [namn], [namn] och **[namn], _[namn]_"
