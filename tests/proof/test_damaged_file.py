"""A damaged data file: `serve` refuses it, names the newest backup and touches nothing; while it serves, it says so."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from openspace.storage.damage import wal_path
from tests.client import Device, Made
from tests.server_process import ServerProcess

LIMIT_S = 30.0
PAGE_BYTES = 4_096


async def a_day(server: ServerProcess, topics: int = 20) -> Made:
    device = Device(server.base)
    made = await device.make_board()
    await device.join(made.code)
    for number in range(topics):
        await device.command(made.code, "propose_topic", title=f"Ämne {number}")
    return made


def openspace(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = (sys.executable, "-m", "openspace", *map(str, arguments))
    return subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=False)


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Content and time of each file."""
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir() if file.is_file()}


async def test_a_damaged_file_is_refused_with_the_newest_backup_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "stick").mkdir()
    server = ServerProcess(tmp_path / "here" / "openspace.db")
    await server.start()
    try:
        made = await a_day(server)
        copy = tmp_path / "stick" / "copy.db"
        saved = await asyncio.to_thread(openspace, "backup", copy, "--data", server.data)
        await server.stop()
    finally:
        await server.kill()
    os.truncate(server.data, 5 * PAGE_BYTES)
    before = everything(tmp_path / "here")

    refused = await asyncio.to_thread(openspace, "serve", "--port", 0, "--data", server.data)

    assert saved.returncode == 0
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert f"{server.data} is damaged" in refused.stderr
    assert f"The newest backup is {copy}" in refused.stderr
    assert everything(tmp_path / "here") == before
    restored = ServerProcess(copy)
    await restored.start()
    try:
        whole = await Device(restored.base, made.key("facilitator")).board(made.code)
        await restored.stop()
    finally:
        await restored.kill()
    assert len(whole["board"]["topics"]) == 20


async def test_a_log_broken_before_what_was_acknowledged_is_refused_with_the_newest_backup(tmp_path: Path) -> None:
    """[L6] SIGKILL leaves twenty topics in the log, and a bit in its first third turns over."""
    server = ServerProcess(tmp_path / "openspace.db")
    await server.start()
    try:
        await a_day(server)
        copy = tmp_path / "copy.db"
        saved = await asyncio.to_thread(openspace, "backup", copy, "--data", server.data)
    finally:
        await server.kill()
    log = await asyncio.to_thread(wal_path, server.data)
    await asyncio.to_thread(turn_over, log, log.stat().st_size // 3)
    before = everything(tmp_path)

    refused = await asyncio.to_thread(openspace, "serve", "--port", 0, "--data", server.data)

    assert (saved.returncode, refused.returncode) == (0, 1)
    assert f"{log.name} is broken in its midst" in refused.stderr
    assert f"The newest backup is {copy}" in refused.stderr
    assert everything(tmp_path) == before


async def test_an_emptied_file_is_refused_and_one_that_is_gone_is_begun_anew_with_a_word(tmp_path: Path) -> None:
    """[L6] Both name the backup."""
    server = ServerProcess(tmp_path / "openspace.db")
    copy = tmp_path / "copy.db"
    await server.start()
    try:
        await a_day(server, topics=1)
        await asyncio.to_thread(openspace, "backup", copy, "--data", server.data)
        await server.stop()
        os.truncate(server.data, 0)
        before = everything(tmp_path)

        refused = await asyncio.to_thread(openspace, "serve", "--port", 0, "--data", server.data)

        assert refused.returncode == 1
        assert f"it is empty. (To begin anew, remove it.)\nThe newest backup is {copy}" in refused.stderr
        assert everything(tmp_path) == before
        await asyncio.to_thread(server.data.unlink)
        await server.start()
        await server.stop()
    finally:
        await server.kill()
    said = await asyncio.to_thread(server.log.read_text)
    assert f"is gone, though boards have been in it, and is begun anew. The newest backup is {copy}" in said


async def test_a_file_that_breaks_under_a_running_server_is_said_and_nothing_falls(tmp_path: Path) -> None:
    """[H9, L4]"""
    server = ServerProcess(tmp_path / "openspace.db")
    await server.start()
    try:
        made = await a_day(server)
        facilitator = Device(server.base, made.key("facilitator"))
        await asyncio.to_thread(break_the_log, server.data)

        answer = await facilitator.command(made.code, "undo", seq=5)

        assert answer.json()["code"] == "not_saved"
        async with asyncio.timeout(LIMIT_S):
            while (await facilitator.request("GET", "/healthz")).status != 503:
                continue  # asked of the file once a second
        assert len((await facilitator.board(made.code))["board"]["topics"]) == 20
        await server.stop()
    finally:
        await server.kill()
    said = await asyncio.to_thread(server.log.read_text)
    assert "the data file is damaged" in said
    assert " trace=" not in said


def break_the_log(data: Path) -> None:
    """As a bad cell of a disk: rows that are no events any more."""
    db = sqlite3.connect(data)
    db.execute("UPDATE log SET changes = zeroblob(8)")
    db.commit()
    db.close()


def turn_over(file: Path, position: int) -> None:
    """One bit of that byte."""
    content = bytearray(file.read_bytes())
    content[position] ^= 0x10
    file.write_bytes(content)
