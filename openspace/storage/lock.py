"""One server a data file, and none starts while somebody looks it through or imports into it.

The lock is the system's own (flock, or LockFile on Windows), so a killed server frees it. A server has it alone.
Others share it, for a moment, and a server that is started just then waits for them. The file beside the data holds
where that server runs; it is never deleted, as a second server may just be opening it.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, Literal

URL_MAX_CHARS: Final = 500
WAIT_MAX_S: Final = 10.0  # for a file to be looked through, or a board to be imported
TRY_EVERY_S: Final = 0.01
TRIES_MAX: Final = int(WAIT_MAX_S / TRY_EVERY_S)

Holder = Literal["we", "a server", "others"]


class DataFileInUse(Exception):
    """Another server runs on the data file.

    Attributes:
        url: Where it runs; empty if it has not said yet.
    """

    def __init__(self, url: str) -> None:
        super().__init__(f"The data file is in use by the server at {url or 'an unknown address'}.")
        self.url = url


class DataFileBusy(Exception):
    """Others have kept it for longer than a server waits for them."""

    def __init__(self, data: Path) -> None:
        super().__init__(f"{data} is being copied, or imported into. Try again when that is done.")


class DataFileLock:
    """The lock while it is held."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def announce(self, url: str) -> None:
        """Say where the server runs, for a second one that is started on the same file; empty: nowhere yet.

        From then on the lock is at no moment empty, whenever a server is killed (`has_been_served`).
        """
        self._file.seek(0)
        self._file.write(f"{url}\n")
        self._file.flush()
        self._file.truncate()


@contextmanager
def lock_data_file(
    data: Path, url: str | None = None, *, pause: Callable[[float], None] = time.sleep
) -> Iterator[DataFileLock]:
    """Hold the data file for one server. The file need not exist yet; its folder is made.

    Args:
        url: Where it runs; None: what the last server said stays until `announce`.
        pause: Waits so many seconds for those who share the lock.

    Raises:
        DataFileInUse: Another server holds it.
        DataFileBusy: Others do, for longer than `WAIT_MAX_S`.
        OSError: The folder or the lock cannot be written.
    """
    with _open(data, makes_it=True) as file:
        for _ in range(TRIES_MAX):
            holder = _seize(file)
            if holder != "others":
                break
            pause(TRY_EVERY_S)
        if holder == "a server":
            raise DataFileInUse(_url_in(file))
        if holder == "others":
            raise DataFileBusy(data)
        lock = DataFileLock(file)
        if url is not None:
            lock.announce(url)
        yield lock


@contextmanager
def keep_servers_off(data: Path, *, is_to_write: bool = False) -> Iterator[bool]:
    """Whether no server runs on the data file; then none starts either before this ends.

    `is_to_write`: what has been written without an error counts as acknowledged. Otherwise no file is made: where no
    server has ever run, none is kept off.
    """
    try:
        file = _open(data, makes_it=is_to_write)
    except OSError:
        yield True
        return
    with file:
        is_free = _share(file)
        yield is_free
        if is_free and is_to_write:
            with suppress(OSError):  # what has been written is there all the same
                DataFileLock(file).announce("")


def running_at(data: Path) -> str | None:
    """Where a server runs on the data file; empty if it has not said yet, None if none does."""
    try:
        file = _open(data)
    except OSError:
        return None
    with file:
        return None if _share(file) else _url_in(file)


def has_been_served(data: Path) -> bool:
    """Whether anything in the data file may have been acknowledged, here and under this name.

    A server says so before it hears anybody, and when the file has its tables already. So one that was killed in its
    very first start may leave an empty data file, which holds nothing of anybody; and any other that is empty was
    emptied, also when the last server was killed before it ran.
    """
    try:
        return lock_path(data).stat().st_size > 0
    except OSError:
        return False


def lock_path(data: Path) -> Path:
    """`DATA.lock` beside the real file, so that two names of one file share it."""
    real = data.resolve()
    return real.with_name(f"{real.name}.lock")


def _open(data: Path, *, makes_it: bool = False) -> IO[str]:
    path = lock_path(data)
    if makes_it:
        path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | (os.O_CREAT if makes_it else 0), 0o600)
    return os.fdopen(descriptor, "r+", encoding="utf-8")


def _url_in(file: IO[str]) -> str:
    return file.readline(URL_MAX_CHARS).strip()


if sys.platform == "win32":
    import msvcrt

    # Windows forbids reading what is locked: the locked bytes lie far behind the address. It has no lock to share
    # here, so of several others one at a time has theirs, and the rest take it for a server's.
    SERVERS_BYTE = 1 << 30
    OTHERS_BYTE = SERVERS_BYTE + 1

    def _seize(file: IO[str]) -> Holder:
        if not _locking(file, msvcrt.LK_NBLCK, SERVERS_BYTE):
            return "a server"
        if _locking(file, msvcrt.LK_NBLCK, OTHERS_BYTE):
            return "we"
        _locking(file, msvcrt.LK_UNLCK, SERVERS_BYTE)
        return "others"

    def _share(file: IO[str]) -> bool:
        return _locking(file, msvcrt.LK_NBLCK, OTHERS_BYTE)

    def _locking(file: IO[str], mode: int, byte: int) -> bool:
        descriptor = file.fileno()
        os.lseek(descriptor, byte, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, mode, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _seize(file: IO[str]) -> Holder:
        if _flock(file, fcntl.LOCK_EX):
            return "we"
        if not _share(file):
            return "a server"
        _flock(file, fcntl.LOCK_UN)
        return "others"

    def _share(file: IO[str]) -> bool:
        return _flock(file, fcntl.LOCK_SH)

    def _flock(file: IO[str], mode: int) -> bool:
        try:
            fcntl.flock(file.fileno(), mode | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
