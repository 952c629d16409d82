"""Opening notes: from the data file to the first answer's bytes, after a long day of typing."""

import random
import tempfile
import time
from pathlib import Path
from typing import Final

import pycrdt

from bench.results import Goal, Plot, Row, bars
from bench.suites.run import Run
from openspace.live.notes.crdt import EMPTY_STATE
from openspace.live.notes.document import COMPACT_AFTER
from openspace.live.notes.notes import opened
from openspace.ports import BoardRecord
from openspace.storage.sqlite import SqliteStore, open_store
from tests.fakes import MORNING

TITLE: Final = "Notes: opening a long document"
METHOD: Final = """\
In process: 10,000 edits by somebody who types, goes back and mends (a tenth take something away), read from the data
file and put together until the answer to a first sync step is there. Once as the server leaves them, compacted with
what came since, and once as they would be without any compaction.
"""
EDITS: Final = 10_000
QUICK_EDITS: Final = 1_000
ERASED: Final = 0.1  # of the edits


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    made = edits(QUICK_EDITS if run.is_quick else EDITS)
    with tempfile.TemporaryDirectory(dir=run.folder) as place:
        async with open_store(Path(place) / "bench.db") as store:
            await fill(store, made)
            kept = [await opening_ms(store, "kept") for _ in range(run.rounds)]
            raw = [await opening_ms(store, "raw") for _ in range(run.rounds)]
    rows = [
        Row(what=f"notes of {len(made):,} edits open", rounds=kept, unit="ms", goal=Goal(200)),
        Row(what="the same without compaction", rounds=raw, unit="ms"),
    ]
    return rows, [bars("Until the first answer", rows)]


async def fill(store: SqliteStore, made: list[bytes]) -> None:
    await store.create(BoardRecord(code="LUND482", epoch="e", created_at=MORNING), [], [])
    await store.add_note_updates("LUND482", "raw", made)
    await store.add_note_updates("LUND482", "kept", made)
    upto = len(made) - COMPACT_AFTER + 1
    whole = await opened([(n, update) for n, update in enumerate(made[:upto], 1)])
    await store.compact_notes("LUND482", "kept", whole.whole(), upto)


def edits(number: int) -> list[bytes]:
    """Updates of somebody who types, goes back and mends."""
    chance = random.Random(7)
    made: list[bytes] = []
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc(client_id=7)
    text = doc.get("notes", type=pycrdt.Text)
    subscription = doc.observe(lambda event: made.append(event.update))
    caret = length = 0
    for _ in range(number):
        if length > 1 and chance.random() < ERASED:
            caret = min(caret, length - 1)
            del text[caret : caret + 1]
            length -= 1
        else:
            caret = chance.randrange(length + 1) if chance.random() < 0.05 else min(caret + 1, length)
            text.insert(caret, chance.choice("abcdefgh "))
            length += 1
    doc.unobserve(subscription)
    return made


async def opening_ms(store: SqliteStore, topic: str) -> float:
    started = time.perf_counter()
    crdt = await opened(await store.note_updates("LUND482", topic))
    crdt.since(EMPTY_STATE)
    return (time.perf_counter() - started) * 1e3
