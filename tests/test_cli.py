"""The command line: what whoever types it reads, and how the server ends."""

import asyncio
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from openspace.cli import main
from openspace.storage.lock import keep_servers_off
from tests.client import WAIT_MAX_S, Device, Made
from tests.server_process import held_port


@contextmanager
def served(data: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """A real server process, where this machine reaches it, and what it printed first."""
    command = [sys.executable, "-m", "openspace", "serve", "--port", "0", "--data", str(data), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line.strip())
            if line.strip().startswith("Stop it with"):
                break
        port = said[1].rpartition(":")[2]
        yield process, f"http://127.0.0.1:{port}", said
    finally:
        process.kill()
        process.communicate(timeout=WAIT_MAX_S)


def made_on(base: str) -> Made:
    return asyncio.run(Device(base).make_board())


def test_serving_tells_the_address_and_where_the_data_lies(tmp_path: Path) -> None:
    data = tmp_path / "openspace.db"

    with served(data) as (_, base, said):
        address = said[1].split()[-1]

        assert said[1].startswith("Openspace runs at  http://")
        assert address.rpartition(":")[2] == base.rpartition(":")[2]
        assert f"Data lies in:      {data}" in said


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_server_told_to_stop_ends_in_good_order(tmp_path: Path, stop: signal.Signals) -> None:
    """[S10]"""

    async def screen_until_the_end(process: subprocess.Popen[str], base: str) -> int:
        device = Device(base)
        made = await device.make_board()
        await device.join(made.code)
        async with device.screen(made.code) as screen:
            process.send_signal(stop)
            return await screen.closed()

    with served(tmp_path / "openspace.db") as (process, base, _):
        closed_with = asyncio.run(screen_until_the_end(process, base))
        _, complaints = process.communicate(timeout=WAIT_MAX_S)

    assert closed_with == 1012
    assert process.returncode == 0
    assert "Traceback" not in complaints


def test_making_a_board_prints_the_facilitators_link(tmp_path: Path) -> None:
    with served(tmp_path / "openspace.db") as (process, base, _):
        made = made_on(base)
        process.terminate()
        printed, logged = process.communicate(timeout=WAIT_MAX_S)

    assert made.links["facilitator"] in printed
    assert made.key("facilitator") not in logged


def test_the_log_holds_no_key_token_name_or_address(tmp_path: Path) -> None:
    async def a_visit(base: str) -> tuple[Device, Made]:
        device = Device(base)
        made = await device.make_board()
        await device.join(made.code, "Annelie")
        await device.request("GET", f"/k/{made.key('scribe')}")
        await device.request("GET", f"/k/{device.token}")
        await device.request("GET", f"/b/{made.code}?token={device.token}")
        async with device.screen(made.code):
            return device, made

    with served(tmp_path / "openspace.db") as (process, base, _):
        device, made = asyncio.run(a_visit(base))
        process.terminate()
        _, logged = process.communicate(timeout=WAIT_MAX_S)

    assert f"method=POST route=/api/boards/{{code}}/people board={made.code} status=201" in logged
    for secret in (made.key("scribe"), device.token, "Annelie", "127.0.0.1", str(device.person)):
        assert secret not in logged


def test_links_are_printed_with_the_running_servers_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "openspace.db"
    with served(data) as (_, base, _said):
        made = made_on(base)

        code = main(["links", made.code.lower(), "--data", str(data)])

    printed = capsys.readouterr().out
    assert code == 0
    assert all(f" {link}\n" in printed for link in made.links.values())


def test_links_of_an_unknown_board_name_the_boards_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "openspace.db"
    with served(data) as (_, base, _said):
        made = made_on(base)

    assert main(["links", "NONE000", "--data", str(data)]) == 1
    assert made.code in capsys.readouterr().err


def test_a_taken_port_is_said_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        code = main(["--host", "127.0.0.1", "--port", str(port), "--data", str(tmp_path / "openspace.db")])

    assert code == 1
    assert capsys.readouterr().err.startswith(f"Nothing can listen at 127.0.0.1, port {port}")


def test_a_file_that_others_keep_too_long_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("openspace.storage.lock.TRIES_MAX", 1)
    data = tmp_path / "openspace.db"

    with keep_servers_off(data, is_to_write=True):
        assert main(["--port", "0", "--data", str(data)]) == 1

    assert capsys.readouterr().err == f"{data} is being copied, or imported into. Try again when that is done.\n"


def test_a_board_imported_while_a_server_runs_is_served_beside_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """[E9]"""

    async def topics_on(code: str, base: str) -> list[str]:
        device = Device(base)
        await device.join(code)
        proposed = await device.command(code, "propose_topic", title=f"Ett till på {code}")
        assert proposed.status == 200, proposed
        return sorted(topic["title"] for topic in (await device.board(code))["board"]["topics"].values())

    data, file = tmp_path / "openspace.db", tmp_path / "board.json"
    with served(data) as (_, base, _said):
        made = made_on(base)
        asyncio.run(topics_on(made.code, base))
        assert main(["export", made.code, "--data", str(data), "--format", "json", "--out", str(file)]) == 0
        capsys.readouterr()

        assert main(["import", str(file), "--data", str(data)]) == 0

        imported = capsys.readouterr().out.split()[3].rstrip(".")
        assert imported != made.code
        first, second = f"Ett till på {made.code}", f"Ett till på {imported}"
        assert asyncio.run(topics_on(imported, base)) == sorted((first, second))
        assert asyncio.run(topics_on(made.code, base)) == [first, first]


def test_a_file_of_another_program_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "letter.txt"
    data.write_text("Dear all,\n" * 200, encoding="utf-8")

    for verb in (["--port", "0"], ["links", "LUND482"]):
        assert main([*verb, "--data", str(data)]) == 1
        complaint = capsys.readouterr().err
        assert str(data) in complaint
        assert "Traceback" not in complaint
    assert data.read_text(encoding="utf-8") == "Dear all,\n" * 200


@pytest.mark.parametrize(
    "arguments",
    [["dance"], ["--port", "eighty"], ["--port", "70000"], ["--public-url", "board"], ["links"]],
)
def test_a_wrong_command_line_is_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2
    assert "usage: run.py" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["serve", "links", "demo"])
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([verb, "--help"])

    assert stopped.value.code == 0
    assert "--data" in capsys.readouterr().out


def test_metrics_are_told_where_asked_for_and_end_with_the_server(tmp_path: Path) -> None:
    """[O1]"""
    with held_port() as held:
        port = held.getsockname()[1]
        with served(tmp_path / "openspace.db", "--metrics", f"127.0.0.1:{port}") as (process, base, _):
            made_on(base)
            told = asyncio.run(Device(f"http://127.0.0.1:{port}").request("GET", "/metrics"))
            process.terminate()
            _, logged = process.communicate(timeout=WAIT_MAX_S)

    assert b"openspace_boards_open 1.0\n" in told.body
    assert f'event="metrics are at http://127.0.0.1:{port}/metrics"' in logged
    assert "level=error" not in logged
    assert process.returncode == 0


@pytest.mark.parametrize("address", ["9464", ":9464", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "::1:9464"])
def test_an_address_for_metrics_that_is_none_is_a_wrong_command_line(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--metrics", address])

    assert ended.value.code == 2
    assert f"{address!r} is not an address such as 127.0.0.1:9464" in capsys.readouterr().err
