"""What goes on paper, and who may print what."""

from datetime import UTC, datetime, timedelta

import pytest

from openspace.domain.entities import Room, Session, Slot, Topic
from openspace.web.pages.market import Meeting
from openspace.web.pages.prints import Grid, Row
from tests.client import Made
from tests.web.conftest import RunningServer
from tests.web.reader import Reader

NOON = datetime(2031, 5, 20, 12, tzinfo=UTC)


async def a_board(server: RunningServer) -> Made:
    rooms = [{"name": f"Room {n}", "directions": "Upstairs"} for n in range(1, 13)]
    made = await server.device().make_board(language="en", rooms=rooms, wifi_name="Guest", wifi_password="s3cret!")
    desk = server.device(made.key("facilitator"))
    board = (await desk.board(made.code))["board"]
    for n, title in enumerate(("Housing", "Work", "x" * 140)):
        topic = (await desk.command(made.code, "propose_topic", title=title, convener="Bo")).json()["made"]["topic"]
        if n != 1:
            await desk.command(
                made.code,
                "place_topic",
                topic=topic,
                room=list(board["rooms"])[n * 5],
                slot=list(board["slots"])[n // 2],
            )
    return made


async def as_role(server: RunningServer, made: Made, role: str) -> Reader:
    reader = Reader(server.device())
    await reader.open(f"/k/{made.key(role)}")
    return reader


async def test_the_agenda_has_everything_with_titles_whole(server: RunningServer) -> None:
    made = await a_board(server)
    reader = await as_role(server, made, "facilitator")

    page = await reader.open(f"/b/{made.code}/agenda")

    assert page.html.count("<table") == 2  # twelve rooms are two sheets
    assert page.lines.count("x" * 140) == 1  # in the grid
    assert [line for line in page.lines if line.endswith(f"{'x' * 140} – Bo")]  # in the list
    assert page.lines[page.lines.index("Waiting for a place") + 1] == "Work – Bo"


def a_grid(rooms: int, rounds: int, title: str) -> Grid:
    shown = tuple(Room(id=f"r{n}", name="Atriet") for n in range(rooms))
    topic = Topic(id="t", title=title, convener="p", posted_at=NOON)
    slot = Slot(id="s", starts=NOON, ends=NOON + timedelta(hours=1))
    cells = tuple(
        Meeting(Session(id="x", topic="t", room=room.id, slot="s"), topic, "Bo", room, slot) for room in shown
    )
    return Grid(NOON.date(), shown, (Row(slot, cells),) * rounds)


@pytest.mark.parametrize(
    ("rooms", "rounds", "letters", "size"),
    [(3, 4, 40, 1), (6, 6, 60, 3), (10, 6, 140, 6), (10, 20, 140, 6), (0, 0, 0, 1)],
)
def test_type_is_as_large_as_the_sheet_allows(rooms: int, rounds: int, letters: int, size: int) -> None:
    assert a_grid(rooms, rounds, "x" * letters).type_size == size


@pytest.mark.parametrize(("only", "tables"), [("grid", 2), ("list", 0)])
async def test_grid_and_list_can_be_printed_alone(server: RunningServer, only: str, tables: int) -> None:
    made = await a_board(server)
    reader = await as_role(server, made, "facilitator")

    page = await reader.open(f"/b/{made.code}/agenda?only={only}")

    assert page.html.count("<table") == tables
    assert ("agenda-list__slot" in page.html) == (only == "list")


async def test_a_stranger_joins_before_the_agenda(server: RunningServer) -> None:
    made = await a_board(server)
    reader = Reader(server.device())
    await reader.open(f"/b/{made.code}/agenda")

    page = await reader.send("/join")

    assert reader.path == f"/b/{made.code}/agenda"
    assert "Waiting for a place" in page.lines


async def test_only_the_facilitator_prints_the_password(server: RunningServer) -> None:
    made = await a_board(server)

    pages = {role: await (await as_role(server, made, role)).open(f"/b/{made.code}/print/poster")
             for role in ("facilitator", "scribe")}  # fmt: skip

    assert {role: "s3cret!" in page.html for role, page in pages.items()} == {"facilitator": True, "scribe": False}
    assert made.links["join"].partition("://")[2] in pages["scribe"].html


async def test_every_room_has_its_sign(server: RunningServer) -> None:
    made = await a_board(server)
    reader = await as_role(server, made, "facilitator")

    page = await reader.open(f"/b/{made.code}/print/signs")

    assert [line for line in page.lines if line.startswith("Room ")] == [f"Room {n}" for n in range(1, 13)]
    assert page.html.count('class="qr"') == 12


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/print/poster", {"facilitator", "scribe"}),
        ("/print/signs", {"facilitator", "scribe"}),
        ("/desk", {"facilitator"}),
        ("/scribe", {"facilitator", "scribe"}),
        ("/wall", {"facilitator", "scribe", "wall", "participant"}),
        ("/agenda", {"facilitator", "scribe", "wall", "participant", "stranger"}),
        ("/qr/join.svg", {"facilitator", "scribe", "wall", "participant", "stranger"}),
        ("/qr/wifi.svg", {"facilitator", "wall"}),
        ("/qr/facilitator.svg", {"facilitator"}),
        ("/qr/followup.svg", {"facilitator"}),
    ],
)
async def test_who_may_open_what(server: RunningServer, path: str, allowed: set[str]) -> None:
    made = await a_board(server)
    stranger, participant = Reader(server.device()), Reader(server.device())
    await participant.device.join(made.code)
    readers = {role: await as_role(server, made, role) for role in ("facilitator", "scribe", "wall")}

    statuses = {}
    for role, reader in {**readers, "participant": participant, "stranger": stranger}.items():
        await reader.open(f"/b/{made.code}{path}")
        statuses[role] = reader.status

    refused = {role: 401 if role == "stranger" else 403 for role in statuses}
    assert statuses == {role: 200 if role in allowed else refused[role] for role in statuses}


async def test_the_code_for_a_second_desk_opens_it(server: RunningServer) -> None:
    made = await a_board(server)
    reader = await as_role(server, made, "facilitator")

    page = await reader.open(f"/b/{made.code}/qr/facilitator.svg")

    assert page.html.startswith("<svg")
