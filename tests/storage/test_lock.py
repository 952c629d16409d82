"""One server a data file, and the second one learns where the first runs."""

import asyncio
import contextlib
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from openspace.storage.lock import (
    DataFileBusy,
    DataFileInUse,
    has_been_served,
    keep_servers_off,
    lock_data_file,
    lock_path,
    running_at,
)
from tests.children import child
from tests.client import WAIT_MAX_S

URL = "http://192.168.1.20:8000/"

HOLDS_IT = f"""
import sys
from pathlib import Path
from openspace.storage.lock import lock_data_file
with lock_data_file(Path(sys.argv[1]), {URL!r}):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextlib.asynccontextmanager
async def another_server(data: Path) -> AsyncIterator[Process]:
    """A process that holds the data file until it is killed, at the end at the latest."""
    async with child(sys.executable, "-c", HOLDS_IT, str(data), stdin=PIPE, stdout=PIPE) as process:
        assert process.stdout is not None
        async with asyncio.timeout(WAIT_MAX_S):
            assert await process.stdout.readline() == b"held\n"
        yield process


async def test_a_second_server_is_told_where_the_first_runs(tmp_path: Path) -> None:
    async with another_server(tmp_path / "data.db"):
        with pytest.raises(DataFileInUse, match=URL) as refused, lock_data_file(tmp_path / "data.db"):
            pass

    assert refused.value.url == URL


async def test_the_lock_of_a_killed_server_is_free(tmp_path: Path) -> None:
    async with another_server(tmp_path / "data.db") as first:
        first.kill()

    with lock_data_file(tmp_path / "data.db", "http://192.168.1.21:8000/"):
        assert lock_path(tmp_path / "data.db").read_text(encoding="utf-8") == "http://192.168.1.21:8000/\n"


def test_a_lock_given_back_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with lock_data_file(tmp_path / "data.db", URL):
            pass


def test_a_server_may_say_its_address_later(tmp_path: Path) -> None:
    data = tmp_path / "data.db"
    with lock_data_file(data, "http://a-very-long-name.example:8000/") as lock:
        with pytest.raises(DataFileInUse) as early, lock_data_file(data):
            pass
        lock.announce(URL)
        with pytest.raises(DataFileInUse) as late, lock_data_file(data):
            pass

    assert (early.value.url, late.value.url) == ("http://a-very-long-name.example:8000/", URL)


def test_a_server_that_has_not_said_its_address_holds_the_file_all_the_same(tmp_path: Path) -> None:
    with lock_data_file(tmp_path / "data.db"):
        with pytest.raises(DataFileInUse, match="unknown address") as refused, lock_data_file(tmp_path / "data.db"):
            pass

        assert refused.value.url == ""


def test_two_data_files_are_held_by_two_servers(tmp_path: Path) -> None:
    with lock_data_file(tmp_path / "one.db", URL), lock_data_file(tmp_path / "two.db", URL):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_two_names_of_one_file_share_its_lock(tmp_path: Path) -> None:
    (tmp_path / "data.db").touch()
    (tmp_path / "alias.db").symlink_to(tmp_path / "data.db")

    with (
        lock_data_file(tmp_path / "data.db", URL),
        pytest.raises(DataFileInUse),
        lock_data_file(tmp_path / "alias.db"),
    ):
        pass


def test_the_folder_is_made_and_the_data_file_is_not(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data.db"

    with lock_data_file(data, URL):
        assert [file.name for file in data.parent.iterdir()] == ["data.db.lock"]


def test_a_server_waits_for_who_only_looks_and_for_no_server(tmp_path: Path) -> None:
    data = tmp_path / "data.db"
    with lock_data_file(data, URL):
        pass
    with contextlib.ExitStack() as looking:
        looking.enter_context(keep_servers_off(data))
        looking.enter_context(keep_servers_off(data))

        with lock_data_file(data, pause=lambda _: looking.close()):
            with pytest.raises(DataFileInUse), lock_data_file(data, pause=lambda _: pytest.fail("it need not wait")):
                pass
            assert running_at(data) == URL


def test_a_server_waits_for_nobody_for_ever(tmp_path: Path) -> None:
    data = tmp_path / "data.db"

    with (
        keep_servers_off(data, is_to_write=True) as is_free,
        pytest.raises(DataFileBusy, match="Try again"),
        lock_data_file(data, pause=lambda _: None),
    ):
        pass

    assert is_free


def test_who_looks_while_a_server_runs_is_told(tmp_path: Path) -> None:
    with lock_data_file(tmp_path / "data.db", URL), keep_servers_off(tmp_path / "data.db") as is_free:
        assert not is_free


def test_who_only_looks_makes_no_file(tmp_path: Path) -> None:
    with keep_servers_off(tmp_path / "data.db") as is_free:
        assert is_free

    assert list(tmp_path.iterdir()) == []


def test_a_server_counts_from_when_it_is_about_to_run_and_an_import_when_it_is_done(tmp_path: Path) -> None:
    served, imported = tmp_path / "served.db", tmp_path / "imported.db"

    with lock_data_file(served) as lock:
        assert not has_been_served(served)
        lock.announce("")
        assert has_been_served(served)
    with contextlib.suppress(ValueError), keep_servers_off(imported, is_to_write=True):
        raise ValueError("no board at all")
    assert not has_been_served(imported)
    with keep_servers_off(imported, is_to_write=True):
        pass
    assert has_been_served(imported)


def test_an_import_leaves_the_address_of_the_server_that_runs(tmp_path: Path) -> None:
    with lock_data_file(tmp_path / "data.db", URL):
        with keep_servers_off(tmp_path / "data.db", is_to_write=True):
            pass

        assert running_at(tmp_path / "data.db") == URL
