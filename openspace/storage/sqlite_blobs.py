"""The part of the store in SQLite that keeps photos and editions: `BlobStore` of ports.py."""

import hashlib
from collections.abc import Iterable

import aiosqlite

from openspace.storage.connection import Database


class SqliteBlobs:
    """Bytes under their own SHA-256, a board's apart from another's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save_blob(self, code: str, content: bytes) -> str:
        async with self._database.transaction() as db:
            await insert_blobs(db, code, [content])
        return digest_of(content)

    async def blob(self, code: str, digest: str) -> bytes | None:
        rows = await self._database.fetch("SELECT content FROM blobs WHERE board = ? AND digest = ?", code, digest)
        return bytes(rows[0][0]) if rows else None

    async def blob_sizes(self, code: str) -> dict[str, int]:
        rows = await self._database.fetch("SELECT digest, length(content) FROM blobs WHERE board = ?", code)
        return dict(rows)

    async def erase_blob(self, code: str, digest: str) -> None:
        async with self._database.transaction() as db:
            await db.execute("DELETE FROM blobs WHERE board = ? AND digest = ?", (code, digest))
        await self._database.cut_off()


async def insert_blobs(db: aiosqlite.Connection, code: str, contents: Iterable[bytes]) -> None:
    """Those that are there already stay as they are."""
    await db.executemany(
        "INSERT INTO blobs VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(code, digest_of(content), content) for content in contents],
    )


def digest_of(content: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(content).hexdigest()
