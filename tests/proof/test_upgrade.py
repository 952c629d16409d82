"""[L2] What a server of an earlier data version left when it was killed is all there in this one.

`left/version-2`: its data file and log, as the program of that version left them at SIGKILL, and what it told of its
board a moment before.
"""

import asyncio
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from openspace.live.system import SystemClock, SystemIds
from openspace.storage.backup import back_up
from openspace.storage.damage import require_whole, size_of, wal_path
from openspace.web.app import Ground
from tests.client import Json
from tests.web.conftest import running_server

LEFT = Path(__file__).parent / "left" / "version-2"


class ThatDay(SystemClock):
    """The board is to be kept until 2030; this test for longer."""

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def told() -> Json:
    found: Json = json.loads((LEFT / "told.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for packed in LEFT.glob("*.gz"):
        (tmp_path / packed.stem).write_bytes(gzip.decompress(packed.read_bytes()))
    assert size_of(wal_path(tmp_path / "openspace.db")) > 100_000
    return tmp_path / "openspace.db"


async def require_all(data: Path, told: Json) -> None:
    code = told["code"]
    with running_server(data, Ground(clock=ThatDay())) as server:
        facilitator = server.device(told["facilitator"])
        whole = await facilitator.board(code)
        notes = await facilitator.request("GET", f"/api/boards/{code}/topics/{told['topic']}/notes")
        photos = [
            await facilitator.request("GET", f"/b/{code}/photos/{photo}.jpg") for photo in told["board"]["photos"]
        ]
        answer = await facilitator.command(code, "propose_topic", command_id="new", title="Morgonen efter")

    assert whole["seq"] == told["seq"]
    assert {name: whole["board"][name] for name in told["board"]} == told["board"]
    assert notes.json()["text"] == told["notes"]
    assert [photo.status for photo in photos] == [200]
    assert answer.json()["seq"] == told["seq"] + 1


async def test_it_is_whole_and_nothing_of_it_is_lost(data: Path, told: Json) -> None:
    await asyncio.to_thread(require_whole, data)

    await require_all(data, told)


async def test_nothing_is_lost_in_a_backup_made_before_the_upgrade(data: Path, told: Json) -> None:
    """[E10]"""
    copy = data.with_name("copy.db")
    assert await back_up(data, copy, SystemIds().new_id) == 1

    await require_all(copy, told)
