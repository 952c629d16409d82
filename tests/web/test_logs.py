"""The log: one line a happening that a person and a collector can read, and nothing personal in it."""

import asyncio
import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from openspace.web import logs
from tests.client import Device, Made
from tests.note_taker import NoteTaker
from tests.server_process import ServerProcess
from tests.web.raw_socket import TEXT, frame, raw_line, raw_socket

logger = logging.getLogger("openspace.a_test")

FIELD = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|[^\s"]+)')
NAMES = ["Annelie Lindqvist", "بشرى الخطيب", "Per-Olof Ögren", "Zoë O'Hara", "ANNA\nlevel=error", "Nils Ivar Oskal"]
TITLES = ["Bostäder åt alla", "عمل أول", "Grannsamverkan <b>", "Språkkafé på torsdagar", "Cykel\u202eskola", "Fotboll"]


@contextmanager
def written() -> Iterator[io.StringIO]:
    """What our handler writes meanwhile."""
    lines, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.set_up(lines)
    try:
        yield lines
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def only_line(lines: io.StringIO) -> dict[str, str]:
    """Its fields but the time."""
    (line,) = lines.getvalue().splitlines()
    fields = dict(FIELD.findall(line))
    assert " ".join(f"{key}={value}" for key, value in fields.items()) == line
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", fields.pop("time"))
    return fields


def test_a_happening_is_one_line_of_fields() -> None:
    """[O2]"""
    with written() as lines:
        logger.info("peer rejected", extra={"fields": {"peer": "socket", "reason": "no hello", "code": 1013}})

    assert only_line(lines) == {
        "level": "info", "event": '"peer rejected"', "peer": "socket", "reason": '"no hello"', "code": "1013",
    }  # fmt: skip


def test_that_no_open_file_is_left_is_told_once_a_minute() -> None:
    """[O2] asyncio would say it thousands of times a second, with a trace."""
    with written() as lines:
        for _ in range(100):
            logger.error("socket.accept() out of system resource\nsocket: <fd=4>", exc_info=OSError(24, "Too many"))

    assert only_line(lines) == {"level": "error", "event": '"no open file is left for another connection"'}


def test_no_text_can_make_a_line_or_a_field_of_its_own() -> None:
    """[O2]"""
    with written() as lines:
        logger.warning('disk "full"\nlevel=info\u2028\x1b[2J')

    assert only_line(lines) == {"level": "warning", "event": r'"disk \"full\"\nlevel=info\u2028\u001b[2J"'}


def test_a_mistake_of_ours_is_one_line_with_its_trace() -> None:
    """[O2]"""
    with written() as lines:
        try:
            raise RuntimeError("a bug")
        except RuntimeError:
            logger.exception("a batch failed")

    trace = only_line(lines)["trace"]
    assert trace.startswith('"Traceback (most recent call last):')
    assert "in test_a_mistake_of_ours_is_one_line_with_its_trace" in trace
    assert trace.endswith(': a bug"')


def test_a_trace_leaves_out_texts_that_repeat_what_was_wrong() -> None:
    """[O2]"""
    name = NAMES[0]
    with written() as lines:
        try:
            try:
                raise KeyError(name)
            except KeyError as error:
                raise RuntimeError("a bug") from error
        except RuntimeError:
            logger.exception("a batch failed")

    trace = only_line(lines)["trace"]
    assert "KeyError\\nthen\\n" in trace
    assert trace.endswith('RuntimeError: a bug"')
    assert name not in trace


async def test_the_log_of_a_busy_day_names_nobody(tmp_path: Path) -> None:
    """[O2] People, notes, links, wrong keys, rubbish, a stop and a kill; then every word of it is looked for."""
    server = ServerProcess(tmp_path / "x.db")
    try:
        await server.start()
        made = await Device(server.base).make_board(title="Etablering i Lund", theme="Hur blir vi grannar?")
        people = await asyncio.gather(*(a_day_of(server, made, *one) for one in zip(NAMES, TITLES, strict=True)))
        await the_desk(server, made)
        await strangers(server, made, people[0])
        await server.stop()
        await server.start()
        await people[1].request("GET", f"/b/{made.code}")
    finally:
        await server.kill()

    log = server.log.read_text()
    assert all(re.match(r"time=\S+ level=(info|warning) event=", line) for line in log.splitlines())
    assert log.count("reason=") == 6
    secrets = {
        *(word for text in (*NAMES, *TITLES, "Etablering i Lund", "grannar") for word in text.split() if len(word) > 2),
        *(str(person.person) for person in people),
        *(person.token for person in people),
        *(made.key(role) for role in ("facilitator", "scribe", "wall")),
        *("127.0.0.1", "localhost", "Kaffe", "hemligt", "wrong-key", "elsewhere"),
    } - {"level=error"}
    asked = {*secrets, *(quote(secret) for secret in secrets), *(ascii(secret)[1:-1] for secret in secrets)}
    assert sorted(secret for secret in asked if secret in log) == []


async def a_day_of(server: ServerProcess, made: Made, name: str, title: str) -> Device:
    """Joins, proposes, stars, writes notes, moves, and looks at pages."""
    device = Device(server.base)
    await device.join(made.code, name)
    async with device.screen(made.code, screen="phone") as screen:
        topic = (await screen.act("propose_topic", title=title, about=f"{name}: {title}"))["made"]["topic"]
        await screen.act("set_interest", topic=topic, on=True)
        await screen.act("move", to="cafe")
        async with NoteTaker(device, made.code, topic, token=device.token) as notes:
            await notes.until(lambda: "##" in str(notes.text))
            await notes.type(f"\nKaffe med {name}")
            await notes.stored()
        await screen.act("no_such_command", title=title)
    for path in (f"/b/{made.code}/topics/{topic}", f"/b/{made.code}/me?q={quote(name)}", f"/k/{device.token}"):
        await device.request("GET", path)
    return device


async def the_desk(server: ServerProcess, made: Made) -> None:
    """The facilitator's links, also those that open something by themselves."""
    desk = Device(server.base)
    await desk.request("GET", f"/k/{made.key('facilitator')}")
    for path in ("/desk", "/print/poster", "/calendar", "/export/md?edition=internal", "/qr/followup.svg"):
        assert (await desk.request("GET", f"/b/{made.code}{path}")).status == 200, path
    assert (await desk.request("POST", f"/api/boards/{made.code}/book/publish", {})).status == 200


async def strangers(server: ServerProcess, made: Made, person: Device) -> None:
    """Six that are turned away, each with something personal in what it sends."""
    name = quote(NAMES[0])
    await Device(server.base, "wrong-key").request("GET", f"/api/boards/{made.code}")
    await person.request("GET", f"/f/{person.token}")
    await person.request("POST", f"/{name}", {"name": NAMES[0]}, {"Origin": "https://elsewhere.example"})
    async with raw_socket(server.port, f"/ws/{made.code}?token=hemligt", person.token) as socket:
        socket.say(frame(TEXT, NAMES[0].encode()))
        await socket.closed()
    async with raw_socket(server.port, f"/ws/notes/{made.code}/x?token=wrong-key&name={name}") as socket:
        await socket.closed()
    async with raw_line(server.port) as (reader, writer):
        writer.write(f"HELLO {NAMES[0]} hemligt\r\n\r\n".encode())
        await reader.read()
