"""[E10] Backups taken while people work: each a consistent prefix; restored elsewhere, the same book, a new epoch."""

import asyncio
import hashlib
import io
import json
import re
import shutil
import sys
import zipfile
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from openspace.cli import main
from openspace.ports import Stored
from openspace.storage.damage import flaw_of
from openspace.storage.sqlite import open_store, open_store_to_read
from tests.children import child
from tests.client import Device, Json, Made
from tests.note_taker import NoteTaker
from tests.pictures import picture
from tests.proof.tampered_server import TamperedServer

LIMIT_S = 60.0
BACKUPS = 3
FORMATS = ("html", "md", "csv", "json", "ics", "frab-xml", "schedule-json")
# The moment of making, as each format tells it.
MOMENT = re.compile(
    rb'<time datetime="[^"]*">[^<]*<span class="no-wrap">\d\d:\d\d</span></time>|"made_at": ?"[^"]*"'
    rb"|(DTSTAMP|LAST-MODIFIED):\d{8}T\d{6}Z|<version>[^<]*</version>|"
    rb'"version": "[^"]*"'
)


class People:
    """Who post, write and photograph without pause. What was acknowledged: seqs, words, photos."""

    def __init__(self, made: Made, topic: str) -> None:
        self.made = made
        self.topic = topic
        self.seq = 0
        self.words: list[str] = []
        self.photos: list[str] = []
        self.is_working = True
        self.news = asyncio.Event()

    async def post(self, device: Device) -> None:
        """One topic, in ever new words: a board bears any number of these, and of topics a thousand."""
        proposed = await device.command(self.made.code, "propose_topic", title="Ämne")
        topic = proposed.json()["made"]["topic"]
        while self.is_working:
            reply = await device.command(self.made.code, "edit_topic", topic=topic, title=f"Ämne efter {self.seq}")
            assert reply.status == 200, reply
            self.seq = max(self.seq, reply.json()["seq"])
            self.news.set()

    async def write(self, device: Device) -> None:
        async with NoteTaker(device, self.made.code, self.topic, token=device.token) as taker:
            await taker.stored()
            while self.is_working and len(self.words) < 500:
                word = f"«ord {len(self.words)} 🙂»"
                await taker.type(word)
                await taker.stored()
                self.words.append(word)

    async def photograph(self, device: Device) -> None:
        path = f"/api/boards/{self.made.code}/topics/{self.topic}/photos"
        while self.is_working and len(self.photos) < 30:
            number = len(self.photos)
            headers = {"Idempotency-Key": f"photo-{number}", "Content-Type": "image/jpeg"}
            reply = await device.request("POST", path, picture(size=(400 + number, 300)), headers)
            assert reply.status == 201, reply
            self.photos.append(reply.json()["photo"])

    async def more(self) -> None:
        """Until somebody has been told something new."""
        self.news.clear()
        async with asyncio.timeout(LIMIT_S):
            await self.news.wait()


@asynccontextmanager
async def at_work(server: TamperedServer) -> AsyncIterator[People]:
    ada = Device(server.base)
    made = await ada.make_board()
    await ada.join(made.code, "Ada")
    topic = (await ada.command(made.code, "propose_topic", title="Bostäder 🏠")).json()["made"]["topic"]
    board = (await ada.board(made.code))["board"]
    room, slot = (
        next(iter(board["rooms"])),
        next(key for key, one in board["slots"].items() if one["kind"] == "sessions"),
    )
    placed = await ada.command(made.code, "place_topic", topic=topic, room=room, slot=slot)
    assert placed.status == 200, placed
    people = People(made, topic)
    async with asyncio.TaskGroup() as tasks:
        for work in (people.post, people.post, people.write, people.photograph):
            device = Device(server.base)
            await device.join(made.code)
            tasks.create_task(work(device))
        try:
            yield people
        finally:
            people.is_working = False


async def openspace(*arguments: object) -> bytes:
    """What a verb wrote; it must end well."""
    command = (sys.executable, "-m", "openspace", *map(str, arguments))
    async with child(*command, stdout=PIPE, stderr=PIPE) as process, asyncio.timeout(LIMIT_S):
        out, complaints = await process.communicate()
    assert process.returncode == 0, complaints
    return out


async def book(data: Path, code: str, kind: str) -> list[bytes]:
    """The internal edition in one format: every file of it, without the moment at which it was made."""
    out = data.with_name(f"book.{kind}")
    arguments = ["export", code, "--data", str(data), "--format", kind, "--out", str(out)]
    assert await asyncio.to_thread(main, arguments) == 0
    content = await asyncio.to_thread(out.read_bytes)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as files:
            return [name.encode() + files.read(name) for name in sorted(files.namelist())]
    if kind == "json":
        archive = json.loads(content)
        del archive["revisions"]  # one is written when everybody has left the notes: after the backup
        content = json.dumps(archive).encode()
    return [MOMENT.sub(b"", content)]


async def log_of(data: Path, code: str) -> list[Stored]:
    async with open_store_to_read(data) as store:
        return await store.read(code)


@pytest.mark.long
async def test_backups_taken_at_work_are_prefixes_with_all_that_was_acknowledged(tmp_path: Path) -> None:
    server = TamperedServer(tmp_path / "openspace.db")
    copies = [tmp_path / f"copy{number}.db" for number in range(BACKUPS)]
    told: list[tuple[int, int, int]] = []
    await server.start()
    try:
        async with at_work(server) as people:
            for copy in copies:
                await people.more()
                told.append((people.seq, len(people.words), len(people.photos)))
                await openspace("backup", copy, "--data", server.data)
            await people.more()
        await server.stop()
    finally:
        await server.kill()

    whole = await log_of(server.data, people.made.code)
    for copy, (seq, words, photos) in zip(copies, told, strict=True):
        rows = await log_of(copy, people.made.code)
        assert flaw_of(copy) is None
        assert rows == whole[: len(rows)]
        assert seq <= len(rows) < len(whole)
        await require_words_and_photos(copy, people, words, photos)


async def require_words_and_photos(copy: Path, people: People, words: int, photos: int) -> None:
    restored = TamperedServer(copy)
    await restored.start()
    try:
        facilitator = Device(restored.base, people.made.key("facilitator"))
        notes = (await facilitator.request("GET", f"/api/boards/{people.made.code}/topics/{people.topic}/notes")).json()
        assert [word for word in people.words[:words] if word not in notes["text"]] == []
        shown = (await facilitator.board(people.made.code))["board"]["photos"]
        assert people.photos[:photos] == [photo for photo in people.photos if photo in shown][:photos]
        for key, photo in shown.items():
            content = (await facilitator.request("GET", f"/b/{people.made.code}/photos/{key}.jpg")).body
            assert hashlib.sha256(content).hexdigest() == photo["digest"]
        await restored.stop()
    finally:
        await restored.kill()


async def test_a_backup_restored_on_another_machine_is_the_same_book(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    server = TamperedServer(here / "openspace.db")
    await server.start()
    try:
        async with at_work(server) as people:
            for _ in range(5):
                await people.more()
        before = await Device(server.base, people.made.key("facilitator")).board(people.made.code)
        await openspace("backup", here / "copy.db", "--data", server.data)
        books = {kind: await book(server.data, people.made.code, kind) for kind in FORMATS}
        await server.stop()
    finally:
        await server.kill()

    await asyncio.to_thread(carry, here / "copy.db", there / "openspace.db")
    restored = TamperedServer(there / "openspace.db")
    await restored.start()
    try:
        await require_new_start(restored, people.made, before)
        for kind, content in books.items():
            assert await book(restored.data, people.made.code, kind) == content, kind
        await restored.stop()
    finally:
        await restored.kill()


def carry(copy: Path, target: Path) -> None:
    """To another machine; the first one has burnt down."""
    target.parent.mkdir()
    shutil.copyfile(copy, target)
    shutil.rmtree(copy.parent)


async def require_new_start(server: TamperedServer, made: Made, before: Json) -> None:
    """[S2] A screen that saw the first server takes the whole, though it knows as many events or more."""
    facilitator = Device(server.base, made.key("facilitator"))
    for since in (before["seq"], before["seq"] + 10):
        async with facilitator.screen(made.code, epoch=before["epoch"], since=since) as screen:
            welcome = screen.frames[0]
            assert welcome["epoch"] != before["epoch"]
            assert welcome["snapshot"] == before["board"]
    async with facilitator.screen(made.code, epoch=welcome["epoch"], since=before["seq"]) as screen:
        assert screen.frames[0]["events"] == []


async def test_a_copy_has_the_epoch_it_was_given_and_every_further_copy_another(tmp_path: Path) -> None:
    server = TamperedServer(tmp_path / "openspace.db")
    await server.start()
    try:
        made = await Device(server.base).make_board()
        for copy in ("one.db", "two.db"):
            await openspace("backup", tmp_path / copy, "--data", server.data)
        await server.stop()
    finally:
        await server.kill()

    epochs = [await epoch_of(tmp_path / name, made.code) for name in ("openspace.db", "one.db", "two.db")]

    assert len(set(epochs)) == 3


async def epoch_of(data: Path, code: str) -> str:
    async with open_store(data) as store:
        record = await store.record(code)
    assert record is not None
    return record.epoch
