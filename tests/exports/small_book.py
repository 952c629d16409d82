"""A small hard day and what the formats for programs are made from."""

from datetime import date

from msgspec.structs import replace

from openspace.domain.commands import AddAction, AddPhoto, Announce, EditPhoto
from openspace.domain.harvest import proceedings_of
from openspace.domain.proceedings import EditionKind
from openspace.exports.material import Material
from openspace.locales.catalog import read_catalog
from openspace.ports import Movement
from tests.domain.day import Day, a_day, at

PICTURE = b"\xff\xd8\xff a picture"
HOSTILE = "=cmd|'/c calc'!A1"
ARABIC = "السكن والمدرسة ٢٠٢٦ مع Öppet forum 👨‍👩‍👧"
TEXTS = "## Vad vi pratade om\n\n- Två år blir *lätt* fyra\n\n:::intern\nAnna sa nej\n:::\n"


def a_full_day() -> tuple[Day, dict[str, str]]:
    """The day, and its topics' ids by a short name."""
    day = a_day(rooms=("Sal Vättern", "Trapphuset & <gården>"), slots=("10:00", "11:00"))
    topics = {
        "homes": day.topic("Bostäder: två år blir lätt fyra", by="ada", at=("Sal Vättern", "10:00")),
        "hostile": day.topic(HOSTILE, by="bo", at=("Trapphuset & <gården>", "10:00")),
        "arabic": day.topic(ARABIC, by="cy", at=("Sal Vättern", "11:00")),
        "waiting": day.topic("# [Fick](javascript:x) *ingen* plats", by="cy"),
    }
    day.act(
        AddAction(command_id="c", topic=topics["homes"], what="+Fråga regionen", person="ada", due=date(2027, 6, 1)),
        "ada",
    )
    day.act(AddAction(command_id="c", topic=topics["homes"], what="Skriv", who="Region Skåne", is_role=True), "ada")
    day.act(AddPhoto(command_id="c", topic=topics["homes"], digest="d1", width=4, height=3, size=len(PICTURE)), "ada")
    photo = next(iter(day.board.photos))
    day.act(EditPhoto(command_id="c", photo=photo, text="Två kolumner\nmed *text*"), "ada")
    day.act(Announce(command_id="c", text="Lunch i matsalen"))
    return day, topics


def material_of(day: Day, topics: dict[str, str], edition: EditionKind = "internal", topic: str = "") -> Material:
    texts = {topics["homes"]: TEXTS}
    walked = [Movement(at("10:05"), "lobby", session, 12) for session in list(day.board.sessions)[:1]]
    book = proceedings_of(day.board, "LUND482", texts, walked, edition, day.now)
    book = replace(book, language="sv", timezone="Europe/Stockholm")
    photos = {"d1": PICTURE}
    return Material(book=book, catalog=read_catalog("sv"), photos=photos, base_url="https://board.example", topic=topic)
