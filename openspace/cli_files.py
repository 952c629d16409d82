"""The verbs that carry boards out of the data file and into it: export, import, backup."""

import argparse
import asyncio
import logging
import sys
from datetime import date
from pathlib import Path

from openspace.domain.errors import Refused
from openspace.exports.archive import Archive, BadArchive, read_archive
from openspace.exports.formats import FORMATS, format_of
from openspace.live.boards import Boards, NoSuchBoard
from openspace.live.system import SystemClock, SystemIds
from openspace.live.transfer import restore
from openspace.live.workshop import Order
from openspace.locales import shipped
from openspace.ports import BoardRecord, Link, NotSaved, Store
from openspace.storage.backup import back_up
from openspace.storage.damage import require_whole
from openspace.storage.lock import keep_servers_off
from openspace.storage.sqlite import open_store, open_store_to_read
from openspace.web.codes import canonical

ARCHIVE_MAX_BYTES = 1024**3


class NotCarried(Exception):
    """A sentence for whoever typed the command."""


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", data: argparse.ArgumentParser) -> None:
    """`data` is a parent with --data."""
    export = verbs.add_parser("export", parents=[data], help="write a board's book to a file")
    export.add_argument("code", metavar="CODE", help="the board's code, as on the wall")
    export.add_argument("--format", required=True, choices=[known.name for known in FORMATS], dest="format_name")
    export.add_argument("--out", required=True, type=Path, metavar="FILE", help="where to; - for standard output")
    export.add_argument("--edition", choices=["internal", "public"], default="internal", help="(%(default)s)")
    export.add_argument("--topic", default="", metavar="ID", help="this topic alone")
    export.add_argument("--public-url", metavar="URL", help="where people find the board, for links in the file")
    export.add_argument("--lang", default="", metavar="TAG", help="language of the headings (the board's)")
    imported = verbs.add_parser("import", parents=[data], help="make a board again from an internal JSON export")
    imported.add_argument("file", type=Path, metavar="FILE")
    imported.add_argument("--keep-until", type=date.fromisoformat, metavar="DATE", help="the day everything is erased")
    backup = verbs.add_parser("backup", parents=[data], help="copy the whole data file, also while a server runs")
    backup.add_argument("file", type=Path, metavar="FILE", help="where to; it must not be there yet")


def export_book(asked: argparse.Namespace) -> int:
    """Only reads. What is at --out is replaced once the new file is whole."""
    content = asyncio.run(made(asked))
    if str(asked.out) == "-":
        sys.stdout.buffer.write(content)
        return 0
    draft = asked.out.with_name(asked.out.name + ".part")
    try:
        draft.write_bytes(content)
        draft.replace(asked.out)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise NotCarried(f"{asked.out} cannot be written: {error.strerror or error}") from None
    print(f"{asked.out}  {len(content):,} bytes")
    return 0


async def made(asked: argparse.Namespace) -> bytes:
    """
    Raises:
        NotCarried: No such board or topic, nothing published, or it did not come out.
        DataFileUnusable: As when a server starts.
    """
    # Handed out and raised here: from inside, the boards' group of tasks would wrap it.
    logging.getLogger("openspace").setLevel(logging.CRITICAL)  # what a board cannot write here is nobody's business
    async with open_store_to_read(asked.data) as store, Boards(store, SystemClock(), SystemIds()) as boards:
        content = await content_of(asked, store, boards)
    if isinstance(content, str):
        raise NotCarried(content)
    return content


async def content_of(asked: argparse.Namespace, store: Store, boards: Boards) -> bytes | str:
    """The file, or a sentence on why there is none."""
    code = canonical(asked.code)
    wanted = format_of(asked.format_name)
    assert wanted is not None, "argparse knows them all"
    try:
        board = await boards.get(code)
        if asked.topic and asked.topic not in board.durable.topics:
            return f"There is no topic {asked.topic} on board {code}."
        language = shipped().best("", asked.lang or board.durable.frame.language)
        order = Order(
            format=wanted,
            edition=asked.edition,
            language=language,
            topic=asked.topic,
            base_url=asked.public_url or "",
            has_archive=wanted.name == "json" and asked.edition == "internal" and not asked.topic,
        )
        return (await board.press.make(order)).content
    except NoSuchBoard:
        known = ", ".join(record.code for record in await store.records()) or "none"
        return f"There is no board {code} in {asked.data}. Boards there: {known}."
    except Refused as refused:
        return f"{refused.says} {refused.instead}".format(**refused.values)
    except NotSaved:
        return "A name is still to be withdrawn from the public book: start the server once."


def import_board(asked: argparse.Namespace) -> int:
    """Also while a server runs on the data file, which opens the new board when somebody first asks for it.

    All of it is one transaction, and a new board touches no other. What people do while it is written waits (measured:
    60 MB of photos 0.3 s, 200 MB 0.8 s); what waits longer than `datafile.LOCK_WAIT_S` is refused `not_saved` (L4).
    """
    record, links = asyncio.run(imported(asked.file, asked.data, asked.keep_until))
    print(f"The board is {record.code}. Its links, once the server runs:  run.py links {record.code}")
    return 0 if links else 1


async def imported(file: Path, data: Path, keep_until: date | None) -> tuple[BoardRecord, list[Link]]:
    """
    Raises:
        NotCarried: With the place in the file; then nothing was stored.
        DataFileUnusable: As when a server starts; or a server of an earlier version runs on it.
    """
    try:
        archive = await asyncio.to_thread(archive_in, file)
        with keep_servers_off(data, is_to_write=True) as is_at_rest:
            if is_at_rest:
                await asyncio.to_thread(require_whole, data)
            async with open_store(data, may_upgrade=is_at_rest) as store:
                return await restore(store, archive, SystemClock(), SystemIds(), keep_until)
    except BadArchive as bad:
        place = f" at {bad.where}" if bad.where else ""
        raise NotCarried(f"{file} cannot be imported: {bad.why}{place}. Nothing was imported.") from None
    except NotSaved as error:
        raise NotCarried(f"{data} cannot be written: {error}. Nothing was imported.") from None


def archive_in(file: Path) -> Archive:
    """Raises `NotCarried`, `BadArchive`."""
    try:
        if file.stat().st_size > ARCHIVE_MAX_BYTES:
            raise NotCarried(f"{file} is larger than any export ({ARCHIVE_MAX_BYTES:,} bytes).")
        return read_archive(file.read_bytes())
    except OSError as error:
        raise NotCarried(f"{file} cannot be read: {error.strerror or error}") from None


def back_up_data(asked: argparse.Namespace) -> int:
    boards = asyncio.run(back_up(asked.data, asked.file, SystemIds().new_id))
    print(f"{asked.file}  {boards} boards. To use it: run.py --data {asked.file}")
    return 0
