"""[E8, E9, E10] Boards carried out of the data file and into it, as whoever types the verbs sees it."""

import asyncio
import csv
import hashlib
import io
import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import msgspec
import pytest
from icalendar import Calendar
from PIL import Image

from openspace.cli import main
from openspace.domain.board import Draft
from openspace.domain.commands import AddAction, AddPhoto, EditPhoto, EditReport, SetInterest, WithdrawTopic
from openspace.exports.archive import whole_of
from openspace.live.creation import create_board
from openspace.live.notes.seed import document_of
from openspace.live.system import SystemIds
from openspace.ports import Movement, Restored
from openspace.storage.lock import lock_data_file, lock_path
from openspace.storage.sqlite import open_store, open_store_to_read
from tests.domain.day import MORNING, Day, a_day, at
from tests.exports.small_book import ARABIC, HOSTILE, TEXTS
from tests.storage.examples import everything

FORMATS = ("html", "md", "csv", "json", "ics", "frab-xml", "schedule-json")


def a_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "white").save(out, "JPEG")
    return out.getvalue()


async def a_data_file(path: Path) -> str:
    """With one board that has some of everything; its code."""
    day = a_day(rooms=("Sal Vättern", "Biblioteket"))
    homes = day.topic("Bostäder", at=("Sal Vättern", "10:00"))
    day.topic(HOSTILE, by="bo", at=("Biblioteket", "10:00"))
    arabic = day.topic(ARABIC, by="cy")
    gone = day.topic("Borttagen", by="cy")
    day.act(WithdrawTopic(command_id="c", topic=gone), "cy")
    day.act(AddAction(command_id="c", topic=homes, what="Fråga", person="ada"), "ada")
    day.act(SetInterest(command_id="c", topic=homes, on=True), "bo")
    day.act(EditReport(command_id="c", topic=homes, is_ready=True), "ada")
    picture = a_picture()
    async with open_store(path) as store:
        restored = Restored(
            movements=[Movement(at("10:05"), "lobby", day.session(homes).id, 12)],
            notes={homes: document_of(TEXTS), arabic: document_of(f"## {ARABIC}\n\n- {ARABIC}\n")},
            blobs={"": picture},
        )
        with_photo(day, homes, picture)
        draft = Draft(type="board_made", changes=whole_of(day.board))
        people = {"facilitator": "facilitator", "scribe": "scribe"}
        record, _ = await create_board(store, SystemIds(), MORNING, draft, people, restored=restored)  # type: ignore[arg-type]
        return record.code


def with_photo(day: Day, topic: str, picture: bytes) -> None:
    digest = hashlib.sha256(picture).hexdigest()
    day.act(AddPhoto(command_id="c", topic=topic, digest=digest, width=8, height=6, size=len(picture)), "ada")
    photo = next(iter(day.board.photos))
    day.act(EditPhoto(command_id="c", photo=photo, text="Två kolumner"), "ada")


@pytest.fixture
async def data(tmp_path: Path) -> tuple[Path, str]:
    path = tmp_path / "openspace.db"
    return path, await a_data_file(path)


def exported(data: tuple[Path, str], name: str, *more: str) -> bytes:
    path, code = data
    out = path.with_name(f"out.{name}")
    assert main(["export", code, "--data", str(path), "--format", name, "--out", str(out), *more]) == 0
    return out.read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_every_topic(data: tuple[Path, str], name: str) -> None:
    content = exported(data, name)

    told = texts_of(name, content)
    assert ARABIC in told or name in ("ics", "frab-xml", "schedule-json"), "one without a place is in no agenda"
    assert "Bostäder" in told
    assert "Borttagen" not in told or name == "json"


def texts_of(name: str, content: bytes) -> str:
    """What a stranger's reader finds in it."""
    match name:
        case "md":
            bundle = zipfile.ZipFile(io.BytesIO(content))
            return "\n".join(bundle.read(n).decode() for n in bundle.namelist() if n.endswith(".md"))
        case "csv":
            return "\n".join(" ".join(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        case "ics":
            return "\n".join(str(event.get("summary")) for event in Calendar.from_ical(content).walk("VEVENT"))
        case "frab-xml":
            return "\n".join(fromstring(content).itertext())
        case "json" | "schedule-json":
            return json.dumps(json.loads(content), ensure_ascii=False)
        case _:
            return content.decode()


def test_one_topic_alone(data: tuple[Path, str]) -> None:
    topic = next(iter(json.loads(exported(data, "json"))["board"]["topics"]))

    text = exported(data, "md", "--topic", topic).decode()

    assert "Bostäder" in text
    assert "Två år" in text
    assert ARABIC not in text


def test_nothing_public_before_it_is_published(data: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    path, code = data
    out = path.with_name("out.html")

    assert (
        main(["export", code, "--data", str(path), "--format", "html", "--out", str(out), "--edition", "public"]) == 1
    )

    assert not out.exists()
    assert capsys.readouterr().err.strip()


@pytest.mark.parametrize("wrong", [["XXXX999"], ["{code}", "--topic", "nothing"]])
def test_what_is_not_there_is_said(
    data: tuple[Path, str], wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, code = data
    out = path.with_name("out.md")
    words = [word.format(code=code) for word in wrong]

    assert main(["export", *words, "--data", str(path), "--format", "md", "--out", str(out)]) == 1

    assert "There is no" in capsys.readouterr().err
    assert not out.exists()


def the_book(content: bytes) -> Any:
    """What an archive says, without what is new in every import."""
    archive = json.loads(content)
    profiles = {key: one for key, one in archive["board"]["profiles"].items() if one.get("joined_at")}
    return {**archive, "board": {**archive["board"], "profiles": profiles}}


def test_what_cannot_be_written_leaves_nothing_behind(
    data: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, code = data
    folder = tmp_path / "folder"
    folder.mkdir()

    assert main(["export", code, "--data", str(path), "--format", "md", "--out", str(folder)]) == 1

    assert "cannot be written" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.part"))


def test_what_is_imported_gives_the_same_book(data: tuple[Path, str], tmp_path: Path) -> None:
    _, code = data
    first = exported(data, "json")
    file, other = tmp_path / "board.json", tmp_path / "other.db"
    file.write_bytes(first)

    assert main(["import", str(file), "--data", str(other)]) == 0

    again = (other, code)
    assert the_book(exported(again, "json")) == the_book(first)
    for name in ("csv", "md", "frab-xml"):
        assert (
            texts_of(name, exported(again, name)).splitlines()[5:]
            == texts_of(name, exported(data, name)).splitlines()[5:]
        )


async def test_a_code_that_is_taken_is_not_taken_again(data: tuple[Path, str]) -> None:
    path, code = data
    file = await an_archive(data)

    assert await in_thread(main, ["import", str(file), "--data", str(path)]) == 0

    async with open_store_to_read(path) as store:
        records = {record.code: record for record in await store.records()}
        first = records.pop(code)
        (second,) = records.values()
        assert first.epoch != second.epoch
        assert not {link.key for link in await store.links(code)} & {
            link.key for link in await store.links(second.code)
        }


async def an_archive(data: tuple[Path, str]) -> Path:
    """What the board's internal JSON is exported to."""
    await in_thread(exported, data, "json")
    return data[0].with_name("out.json")


async def in_thread(function: Any, *arguments: Any) -> Any:
    return await asyncio.to_thread(function, *arguments)


def an_edition_of(text: str) -> str:
    """Published, and its bytes are those of the first blob: a photo."""
    digest = text.partition('"blobs":{"')[2][:64]
    return f'{{"id":"e1","number":1,"digest":"{digest}","published_at":"2026-05-04T07:00:00Z"}}'


BROKEN: dict[str, Any] = {
    "cut": lambda text: text[: len(text) // 2],
    "foreign": lambda text: '{"hello": "world"}',
    "no json": lambda text: "%PDF-1.7",
    "empty": lambda text: "",
    "list": lambda text: "[]",
    "deep": lambda text: "[" * 100_000,
    "later": lambda text: text.replace('"version":1', '"version":99', 1),
    "title": lambda text: text.replace('"title":"Bost', '"title":"\\u202eBost', 1),
    "blob": lambda text: text.replace('"blobs":{"', '"blobs":{"0', 1),
    "code": lambda text: text.replace('"code":"', '"code":"../\\r\\n', 1),
    "no book": lambda text: text.replace('"board":{', f'"board":{{"editions":{{"e1":{an_edition_of(text)}}},', 1),
    "shape": lambda text: text.replace('"seats":null', '"seats":"many"', 1),
}


@pytest.mark.parametrize("how", BROKEN)
async def test_a_broken_file_is_refused_whole(
    data: tuple[Path, str], tmp_path: Path, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = (await in_thread(exported, data, "json")).decode()
    broken = BROKEN[how](whole)
    assert broken != whole
    file, other = tmp_path / "board.json", tmp_path / "other.db"
    file.write_text(broken)

    assert await in_thread(main, ["import", str(file), "--data", str(other)]) == 1

    assert "Nothing was imported" in capsys.readouterr().err
    if other.exists():
        async with open_store_to_read(other) as store:
            assert await store.records() == []


async def test_into_a_damaged_file_nothing_is_imported(
    data: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """[L6] SQLite would write over what can still be read of it."""
    path, _ = data
    file = await an_archive(data)
    path.write_bytes(path.read_bytes()[:-100])
    lock_path(path).touch()
    before = everything(tmp_path)

    assert await in_thread(main, ["import", str(file), "--data", str(path)]) == 1

    assert "is damaged" in capsys.readouterr().err
    assert everything(tmp_path) == before


async def test_a_file_that_an_earlier_server_serves_is_not_upgraded_under_it(
    data: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = data
    file = await an_archive(data)
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 1")
    db.close()

    with lock_data_file(path, "http://192.168.1.20:8000/"):
        assert await in_thread(main, ["import", str(file), "--data", str(path)]) == 1

    assert "is of an earlier version" in capsys.readouterr().err
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (1,)
    db.close()


async def test_a_public_edition_cannot_be_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "book.json"
    file.write_bytes(msgspec.json.encode({"version": 1, "edition": "public", "title": "Forum"}))

    assert await in_thread(main, ["import", str(file), "--data", str(tmp_path / "other.db")]) == 1

    assert "internal JSON" in capsys.readouterr().err


def test_a_backup_opens_as_a_data_file(data: tuple[Path, str], tmp_path: Path) -> None:
    path, code = data
    copy = tmp_path / "backup.db"

    assert main(["backup", str(copy), "--data", str(path)]) == 0

    assert the_book(exported((copy, code), "json")) == the_book(exported(data, "json"))
    assert main(["backup", str(copy), "--data", str(path)]) == 1, "a file that is there is not written over"


@pytest.mark.parametrize("verb", ["links", "export"])
def test_of_a_file_of_an_earlier_version_it_is_said_what_to_do(
    data: tuple[Path, str], tmp_path: Path, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, code = data
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 1")
    db.close()
    more = ["--format", "md", "--out", str(tmp_path / "out.md")] if verb == "export" else []

    assert main([verb, code, "--data", str(path), *more]) == 1

    assert capsys.readouterr().err == (
        f"{path} is of an earlier version. Start the server on it once, which upgrades it; "
        "run.py backup copies it as it is.\n"
    )


async def test_a_board_that_was_to_be_erased_is_imported_with_a_new_day_only(
    data: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = json.loads(await in_thread(exported, data, "json"))
    archive["board"]["gathering"]["gathering"]["keep_until"] = "2020-01-01"
    file, other = tmp_path / "old.json", tmp_path / "other.db"
    file.write_text(json.dumps(archive))

    assert await in_thread(main, ["import", str(file), "--data", str(other)]) == 1
    assert "2020-01-01" in capsys.readouterr().err
    assert await in_thread(main, ["import", str(file), "--data", str(other), "--keep-until", "2199-01-01"]) == 0

    again = json.loads(await in_thread(exported, (other, data[1]), "json"))
    assert again["board"]["gathering"]["gathering"]["keep_until"] == "2199-01-01"


def test_a_backup_into_a_folder_that_is_not_there_is_refused(data: tuple[Path, str], tmp_path: Path) -> None:
    path, _ = data

    assert main(["backup", str(tmp_path / "nowhere" / "b.db"), "--data", str(path)]) == 1

    assert not (tmp_path / "nowhere").exists()


def test_links_in_a_file_lead_to_the_address_that_is_said(data: tuple[Path, str]) -> None:
    content = exported(data, "schedule-json", "--public-url", "https://board.example")

    assert b"https://board.example/b/" in content
