"""How long the notes of a long day take to open, from the data file to the first answer's bytes.

Once as the server leaves them, compacted with what came since, and once as they would be without any compaction.
"""

import random
import tempfile
import time
from pathlib import Path
from typing import Final

import pycrdt

from openspace.live.notes.crdt import EMPTY_STATE
from openspace.live.notes.document import COMPACT_AFTER
from openspace.live.notes.notes import opened
from openspace.ports import BoardRecord
from openspace.storage.sqlite import SqliteStore, open_store
from tests.fakes import MORNING

EDITS: Final = 10_000
LIMIT_MS: Final = 200.0
ERASED: Final = 0.1  # of the edits take something away


def edits() -> list[bytes]:
    """Ten thousand updates of somebody who types, goes back and mends."""
    chance = random.Random(7)
    made: list[bytes] = []
    doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc(client_id=7)
    text = doc.get("notes", type=pycrdt.Text)
    subscription = doc.observe(lambda event: made.append(event.update))
    caret = length = 0
    for _ in range(EDITS):
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


async def measured(store: SqliteStore, topic: str) -> float:
    """ms."""
    started = time.perf_counter()
    crdt = await opened(await store.note_updates("LUND482", topic))
    crdt.since(EMPTY_STATE)
    return (time.perf_counter() - started) * 1e3


async def main(folder: Path) -> None:
    made = edits()
    with tempfile.TemporaryDirectory(dir=folder) as place:
        async with open_store(Path(place) / "bench.db") as store:
            await store.create(BoardRecord(code="LUND482", epoch="e", created_at=MORNING), [], [])
            await store.add_note_updates("LUND482", "raw", made)
            await store.add_note_updates("LUND482", "kept", made)
            upto = len(made) - COMPACT_AFTER + 1
            whole = await opened([(n, update) for n, update in enumerate(made[:upto], 1)])
            await store.compact_notes("LUND482", "kept", whole.whole(), upto)
            kept, raw = [min([await measured(store, topic) for _ in range(3)]) for topic in ("kept", "raw")]
    print(
        f"Notes of {len(made):,} edits open in {kept:.0f} ms ({kept / LIMIT_MS:.2f} × the limit of {LIMIT_MS:.0f} ms)"
    )
    print(f"  without compaction {raw:.0f} ms")
