"""What the facilitator is shown before the book is published."""

import time

import pytest

from openspace.domain.commands import AddAction, AddPhoto, Announce, EditPhoto, EditProfile
from openspace.domain.harvest import proceedings_of
from openspace.domain.review import Finding, Names, as_read, email_in, personal_number_in, phone_in, review_of
from tests.domain.day import Day, a_day


def reviewed(day: Day, texts: dict[str, str]) -> list[Finding]:
    book = proceedings_of(day.board, "LUND482", texts, (), "public", day.now)
    return list(review_of(day.board, book))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Skriv till anna.lind@kommun.se.", "anna.lind@kommun.se"),
        ("mejl: ＡＮＮＡ＠ＫＯＭＭＵＮ．ＳＥ", "ANNA@KOMMUN.SE"),
        ("@anna på chatten", ""),
        ("fem @ tre", ""),
    ],
)
def test_an_email_address_is_found(line: str, found: str) -> None:
    assert email_in(as_read(line)) == found


@pytest.mark.parametrize(
    "number",
    ["070-123 45 67", "0701234567", "08-123 456 78", "0413-55 12 34", "+46 70 123 45 67", "0046 8 123 456",
     "+49 (0)30 901820", "(08) 123 456 78", "+358 40 1234567", "٠٧٠١٢٣٤٥٦٧"],
)  # fmt: skip
def test_numbers_that_can_be_called_are_found(number: str) -> None:
    assert phone_in(as_read(f"Ring {number} efter lunch")) != ""


@pytest.mark.parametrize(
    "line",
    ["2026-05-04", "kl. 09:00–10:30", "25 000 000 kronor", "1 000 000", "Sal 0312", "paragraf 12 34 56",
     "12345678901234567890"],
)  # fmt: skip
def test_other_numbers_are_not_taken_for_phones(line: str) -> None:
    assert phone_in(line) == ""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("811228-9874", "811228-9874"),  # the example of the tax agency
        ("19811228-9874", "19811228-9874"),
        ("8112289874", "8112289874"),
        ("811288-9873", "811288-9873"),  # a coordination number
        ("811228-9870", "811228-9870"),  # the check digit is wrong, the form is right
        ("8112289870", ""),
        ("20011301-1234", ""),  # no such month
        ("diarienummer 2026-004711", ""),
    ],
)
def test_a_swedish_personal_number_is_found(line: str, found: str) -> None:
    assert personal_number_in(line) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Det sa Anna Lind.", "Anna Lind"),
        ("det sa ANNA lind", "Anna Lind"),
        ("Anna sa det", "Anna Lind"),
        ("annars händer inget", ""),
        ("en lind vid vägen", ""),
        ("Vi frågar Åsa", "Asa"),
        ("Per tycker", "Per"),
        ("fyra kronor per person", ""),
        ("قال مُحَمَّد نعم", "محمد"),
        ("Sarah", ""),
        ("Saga\u00ad Berg", "Saga Berg"),
    ],
)
def test_a_name_is_found_as_a_whole_word(line: str, found: str) -> None:
    names = Names(["Anna Lind", "Asa", "Per", "محمد", "Saga Berg", "Sara"])

    assert names.in_line(as_read(line)) == found


def test_each_finding_says_where_it_stands() -> None:
    """[B8]"""
    day = a_day()
    topic = day.topic("Bostäder med Bo", by="ada")
    day.act(AddAction(command_id="c", topic=topic, what="Ring 070-123 45 67", person="ada"), "ada")
    day.act(Announce(command_id="c", text="Fråga Cy om vägen"))
    notes = "## Rubrik\n\n- skriv till a@b.se\n\n:::intern\nBo bor på 811228-9874\n:::\n"

    found = [(one.kind, one.topic, one.part, one.line, one.found) for one in reviewed(day, {topic: notes})]

    assert found == [
        ("convener", topic, "title", "Bostäder med Bo", "Ada"),
        ("name", topic, "title", "Bostäder med Bo", "Bo"),
        ("email", topic, "notes", "skriv till a@b.se", "a@b.se"),
        ("owner", topic, "action", "Ring 070-123 45 67", "Ada"),
        ("phone", topic, "action", "Ring 070-123 45 67", "070-123 45 67"),
        ("name", "", "announcement", "Fråga Cy om vägen", "Cy"),
    ]


def test_photos_without_the_tick_or_without_text_are_listed() -> None:
    day = a_day()
    topic = day.topic("Bostäder", by="ada")
    day.act(EditProfile(command_id="c", may_publish=True), "ada")
    for digest in ("kept", "shown"):
        day.act(AddPhoto(command_id="c", topic=topic, digest=digest, width=4, height=3, size=9), "ada")
    kept, shown = day.board.photos
    day.act(EditPhoto(command_id="c", photo=shown, may_publish=True), "ada")

    found = [(one.kind, one.id) for one in reviewed(day, {})]

    assert found == [("photo_untold", shown), ("photo_unticked", kept)]


def test_hostile_text_takes_no_longer_than_other_text() -> None:
    bombs = ["a", "0", "0 ", "a@", "1-", "+", "(", "+1 ", "9@9.", "811228-"]
    names = Names(["Anna Lind"])
    started = time.process_time()

    for bomb in bombs:
        line = as_read(bomb * 30_000)
        email_in(line), phone_in(line), personal_number_in(line), names.in_line(line)

    assert time.process_time() - started < 5
