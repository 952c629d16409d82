"""Each store, empty, and a board in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from openspace.ports import Store
from openspace.storage.memory import MemoryStore
from openspace.storage.sqlite import open_store
from tests.storage.examples import a_record, links_to, some_rows


@pytest.fixture(params=["memory", "sqlite"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
    else:
        async with open_store(tmp_path / "data.db") as opened:
            yield opened


@pytest.fixture
async def board(store: Store) -> str:
    """The code of a board with three rows."""
    record = a_record()
    await store.create(record, links_to(record.code), some_rows(1, 3))
    return record.code
