"""What Prometheus is told, and that asking for it does no harm."""

import asyncio
import contextlib
import random
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from openspace.cli import main
from openspace.ports import Clock
from openspace.web import metrics_listener, serving
from openspace.web.app import Ground
from openspace.web.metrics_listener import ANSWERS_BURST, ANSWERS_PER_S, AT_ONCE, listen_for_metrics
from tests.client import WAIT_MAX_S, Device
from tests.fakes import FakeClock, flush
from tests.note_taker import NoteTaker
from tests.web.conftest import RunningServer, StartServer
from tests.web.stage import until

Values = dict[str, float]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with serving.listen("127.0.0.1", 0) as bound:
        bound.listen(serving.METRICS_BACKLOG)
        yield bound


@pytest.fixture
def measured(
    listener: socket.socket, start_server: StartServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RunningServer]:
    """A server that tells its metrics at `listener`, also to who says a while after coming what they want."""
    monkeypatch.setattr(metrics_listener, "SILENT_MAX_S", WAIT_MAX_S)
    with start_server(tmp_path / "openspace.db", Ground(metrics=listener)) as server:
        yield server


def told(text: str) -> Values:
    """Value by name, with the labels that are not `le` behind it."""
    values: Values = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = [value for name, value in sample.labels.items() if name != "le"]
            values[" ".join([sample.name, *labels])] = sample.value
    return values


async def text_of(listener: socket.socket) -> str:
    reply = await Device("http://{}:{}".format(*listener.getsockname())).request("GET", "/metrics")
    assert (reply.status, reply.headers["content-type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    return reply.body.decode()


async def test_a_day_is_told_in_numbers(measured: RunningServer, listener: socket.socket) -> None:
    """[O1]"""
    desk = measured.device()
    made = await desk.make_board()
    anna = measured.device()
    await anna.join(made.code, "Anna Lindqvist")
    async with anna.screen(made.code) as screen, measured.device(made.key("wall")).screen(made.code):
        topic = (await screen.act("propose_topic", title="Bostäder åt alla"))["made"]["topic"]
        async with NoteTaker(anna, made.code, topic) as notes:
            await notes.until(lambda: bool(notes.heard))
            assert await anna.closed_with("NOPE123") == 4404
            values = told(await text_of(listener))

    assert {name: values[name] for name in values if name.startswith("openspace_") and "bucket" not in name} == {
        "openspace_boards_open": 1,
        "openspace_screens": 2,
        "openspace_notes_sockets": 1,
        "openspace_commands_waiting": 0,
        "openspace_events_total": 2,
        "openspace_commit_seconds_count": 2,
        "openspace_commit_seconds_sum": values["openspace_commit_seconds_sum"],
        "openspace_commits_failed_total": 0,
        "openspace_tick_lag_seconds_count": values["openspace_tick_lag_seconds_count"],
        "openspace_tick_lag_seconds_sum": values["openspace_tick_lag_seconds_sum"],
        "openspace_resyncs_total events": 0,
        "openspace_resyncs_total snapshot": 0,
        "openspace_resyncs_total behind": 0,
        "openspace_peers_rejected_total no_such_board": 1,
    }
    assert 0 < values["openspace_commit_seconds_sum"] < WAIT_MAX_S
    assert values["process_resident_memory_bytes"] > 1_000_000


async def test_nothing_told_names_a_board_or_a_person(measured: RunningServer, listener: socket.socket) -> None:
    """[O1]"""
    made = await measured.device().make_board(title="Etablering i Lund")
    anna = measured.device()
    person = await anna.join(made.code, "Anna Lindqvist")
    async with anna.screen(made.code, screen="phone", wall="Atriet") as screen:
        topic = (await screen.act("propose_topic", title="Bostäder åt alla"))["made"]["topic"]
        text = await text_of(listener)

    secrets = [
        made.code,
        person,
        topic,
        anna.token,
        "Etablering",
        "Anna",
        "Bostäder",
        "Atriet",
        made.key("facilitator"),
    ]
    assert [secret for secret in secrets if secret in text] == []


async def test_every_metric_says_what_it_is(measured: RunningServer, listener: socket.socket) -> None:
    """[O1]"""
    families = list(text_string_to_metric_families(await text_of(listener)))

    assert [family.name for family in families if not family.documentation] == []
    assert [family.name for family in families if not family.name.startswith(("openspace_", "process_"))] == []


async def test_the_public_address_has_no_metrics(measured: RunningServer) -> None:
    """[O1]"""
    reply = await measured.device().request("GET", "/metrics")

    assert reply.status == 404
    assert b"openspace_" not in reply.body


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET /metrics?name[]=x HTTP/1.1", 200),
        (b"GET / HTTP/1.1", 404),
        (b"POST /metrics HTTP/1.1", 405),
        (b"GET /metrics", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    ],
)
async def test_whoever_asks_otherwise_is_told_so(
    measured: RunningServer, listener: socket.socket, request_line: bytes, status: int
) -> None:
    assert (await said_to(listener, request_line + b"\r\nHost: x\r\n\r\n")).startswith(b"HTTP/1.1 %d " % status)


async def said_to(listener: socket.socket, request: bytes) -> bytes:
    """All that comes back. The request is there when the listener looks who has come."""
    line = socket.create_connection(listener.getsockname())
    line.sendall(request)
    line.setblocking(False)
    reader, writer = await asyncio.open_connection(sock=line)
    try:
        return await asyncio.wait_for(reader.read(), WAIT_MAX_S)
    except ConnectionResetError:
        return b""
    finally:
        writer.transport.abort()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """To be asked before the server starts."""
    monkeypatch.setattr(metrics_listener, "ANSWERS_PER_S", 1_000.0)


@pytest.mark.usefixtures("hurried", "measured")
async def test_rubbish_ends_nothing(listener: socket.socket, caplog: pytest.LogCaptureFixture) -> None:
    """Seeded, in every form from half a request to noise; whoever asks properly is answered all the while."""
    chance = random.Random(7)
    whole = b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"
    for _ in range(40):
        cut = whole[: chance.randrange(len(whole))]
        rubbish = chance.choice([cut, chance.randbytes(chance.randrange(1, 20_000)), cut + b"\0" * 300, b""])
        _, writer = await asyncio.open_connection(*listener.getsockname())
        writer.write(rubbish)
        writer.close()

    assert "openspace_screens 0.0" in await text_of(listener)
    assert [record for record in caplog.records if record.exc_info] == []


@asynccontextmanager
async def asked(listener: socket.socket, clock: Clock) -> AsyncIterator[list[int]]:
    """A listener alone, and how often it was asked for its text."""
    times: list[int] = []

    def text() -> bytes:
        times.append(len(times))
        return b"told"

    task = asyncio.create_task(listen_for_metrics(listener, clock, text))
    try:
        yield times
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def test_a_flood_waits_outside(listener: socket.socket) -> None:
    clock = FakeClock()
    async with asked(listener, clock) as times:
        flood = [asyncio.create_task(said_to(listener, b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")) for _ in range(30)]
        await until(lambda: len(times) == ANSWERS_BURST)
        await flush()
        first = len(times)
        while not all(one.done() for one in flood):
            await clock.advance(1)
            await until(lambda: len(times) % ANSWERS_PER_S == 0)
        answers = await asyncio.gather(*flood)

    assert first == ANSWERS_BURST
    assert all(answer.endswith(b"told") for answer in answers)


async def test_those_who_say_nothing_take_the_few_places_for_a_moment_only(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics_listener, "SILENT_MAX_S", 0.1)
    async with asked(listener, FakeClock()) as times:
        silent = [await asyncio.open_connection(*listener.getsockname()) for _ in range(2 * AT_ONCE - 1)]
        answer = await said_to(listener, b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
        async with asyncio.timeout(WAIT_MAX_S):
            gone = await asyncio.gather(*(reader.read() for reader, _ in silent))
        for _, writer in silent:
            writer.close()

    assert answer.endswith(b"told")
    assert times == [0]
    assert gone == [b""] * len(silent)


@pytest.mark.parametrize("said", [b"", b"G"])
async def test_the_longest_silent_make_room_for_who_asks(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    """However many they are, and before their time is over. A word begun is no question."""
    monkeypatch.setattr(metrics_listener, "SILENT_MAX_S", 10 * WAIT_MAX_S)
    async with asked(listener, FakeClock()) as times:
        silent = [await asyncio.open_connection(*listener.getsockname()) for _ in range(3 * AT_ONCE)]
        for _, writer in silent:
            writer.write(said)
        answer = await said_to(listener, b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
        async with asyncio.timeout(WAIT_MAX_S):
            gone = await asyncio.gather(*(reader.read() for reader, _ in silent[: 2 * AT_ONCE]))
        there = [not reader.at_eof() for reader, _ in silent[2 * AT_ONCE + 1 :]]
        for _, writer in silent:
            writer.close()

    assert answer.endswith(b"told")
    assert times == [0]
    assert gone == [b""] * (2 * AT_ONCE)
    assert all(there)


async def test_who_asked_before_the_others_came_is_not_taken_for_silent(listener: socket.socket) -> None:
    """Though all of them wait at the door when it opens."""
    early = asyncio.create_task(said_to(listener, b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"))
    await flush()
    silent = [await asyncio.open_connection(*listener.getsockname()) for _ in range(2 * AT_ONCE)]
    async with asked(listener, FakeClock()):
        answer = await early
        for _, writer in silent:
            writer.close()

    assert answer.endswith(b"told")


async def test_who_waits_for_an_answer_is_not_sent_away_for_another(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics_listener, "ANSWERS_BURST", 0.0)
    clock = FakeClock()
    async with asked(listener, clock) as times:
        request = b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"
        waiting = [asyncio.create_task(said_to(listener, request)) for _ in range(AT_ONCE - 1)]
        await flush()
        silent = [await asyncio.open_connection(*listener.getsockname()) for _ in range(2 * AT_ONCE)]
        answered_at_once = len(times)
        async with asyncio.timeout(WAIT_MAX_S):
            while not all(one.done() for one in waiting):
                await clock.advance(1)
        for _, writer in silent:
            writer.close()
        answers = await asyncio.gather(*waiting)

    assert answered_at_once == 0
    assert all(answer.endswith(b"told") for answer in answers)


def test_an_address_in_use_is_said_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code = main(["serve", "--port", "0", "--data", str(tmp_path / "x.db"), "--metrics", f"127.0.0.1:{port}"])

    assert code == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"Nothing can listen at 127.0.0.1, port {port} (Address already in use). "
        f"Perhaps another program does: try --metrics 127.0.0.1:{port + 1}, or --metrics 127.0.0.1:0 for any free one."
    )
