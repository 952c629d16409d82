"""One server a data file.

The lock is the system's own (flock, or LockFile on Windows), so a killed server frees it. The file beside the data
holds where that server runs; it is never deleted, as a second server may just be opening it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

URL_MAX_CHARS = 500


class DataFileInUse(Exception):
    """Another server runs on the data file.

    Attributes:
        url: Where it runs; empty if it has not said yet.
    """

    def __init__(self, url: str) -> None:
        super().__init__(f"The data file is in use by the server at {url or 'an unknown address'}.")
        self.url = url


class DataFileLock:
    """The lock while it is held."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def announce(self, url: str) -> None:
        """Say where the server runs, for a second one that is started on the same file."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write(url)
        self._file.flush()


@contextmanager
def lock_data_file(data: Path, url: str | None = None) -> Iterator[DataFileLock]:
    """Hold the data file for one server. The file need not exist yet; its folder is made.

    Args:
        url: Where it runs; None: what the last server said stays until `announce`.

    Raises:
        DataFileInUse: Another server holds it.
        OSError: The folder or the lock cannot be written.
    """
    path = lock_path(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8") as file:
        if not _seize(file):
            raise DataFileInUse(file.read(URL_MAX_CHARS).strip())
        lock = DataFileLock(file)
        if url is not None:
            lock.announce(url)
        yield lock


def running_at(data: Path) -> str | None:
    """Where a server runs on the data file; empty if it has not said yet, None if none does."""
    try:
        file = lock_path(data).open("r+", encoding="utf-8")
    except OSError:
        return None
    with file:
        return None if _seize(file) else file.read(URL_MAX_CHARS).strip()


def has_been_served(data: Path) -> bool:
    """Whether a server has ever run on the data file, here and under this name."""
    try:
        return lock_path(data).stat().st_size > 0
    except OSError:
        return False


def lock_path(data: Path) -> Path:
    """`DATA.lock` beside the real file, so that two names of one file share it."""
    real = data.resolve()
    return real.with_name(f"{real.name}.lock")


if sys.platform == "win32":
    import msvcrt

    # Windows forbids reading what is locked: the locked byte lies far behind the address.
    LOCKED_BYTE = 1 << 30

    def _seize(file: IO[str]) -> bool:
        descriptor = file.fileno()
        os.lseek(descriptor, LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _seize(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
