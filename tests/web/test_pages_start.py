"""The start: a board in two steps of one form, or joining one by its code."""

import pytest

from tests.web.conftest import RunningServer
from tests.web.reader import Page, Reader

PLAN, MAKE, MORE = ("step", "plan"), ("step", "make"), ("step", "more")


async def proposed(server: RunningServer, **wishes: str) -> Reader:
    """At the second step."""
    reader = Reader(server.device())
    await reader.open("/")
    form = next(form for form in reader.page.forms if form.method == "post")
    reader.page.forms = [form]
    await reader.send("", PLAN, **{"title": "Forum", "day": "2031-05-20", "timezone": "Europe/Stockholm", **wishes})
    return reader


def lines_of(page: Page, name: str) -> list[str]:
    fields = page.forms[0].fields
    return [value for key, value in fields.items() if key.startswith(f"{name}-") and value]


async def test_it_proposes_rooms_and_times_and_says_why(server: RunningServer) -> None:
    reader = await proposed(server, people="60")

    assert any(line.startswith("60 people usually bring about 26 topics.") for line in reader.page.lines)
    assert lines_of(reader.page, "room") == [f"Room {n}" for n in range(1, 7)]
    assert lines_of(reader.page, "label") == ["Opening circle", "Marketplace", "Lunch", "Closing circle"]


async def test_rooms_are_named_with_their_seats(server: RunningServer) -> None:
    reader = await proposed(server, rooms="Sal Vättern 30\nSal Vänern, 24\n\nAtriet\n204")

    assert lines_of(reader.page, "room") == ["Sal Vättern", "Sal Vänern", "Atriet", "204"]
    assert lines_of(reader.page, "seats") == ["30", "24"]


async def test_the_edited_proposal_becomes_a_board_with_its_desk(server: RunningServer) -> None:
    reader = await proposed(server, rooms="Atriet 40\nBiblioteket", wifi_name="Guest", responsible="Karin")

    await reader.send(
        "", MAKE, **{"room-1": "", "room-2": "Lobby", "label-2": "Round one", "starts-3": "", "ends-3": ""}
    )

    assert reader.path.endswith("/desk")
    code = reader.path.split("/")[2]
    board = (await reader.device.board(code))["board"]
    assert [room["name"] for room in board["rooms"].values()] == ["Atriet", "Lobby"]
    assert "Round one" in [slot["label"] for slot in board["slots"].values()]
    gathering = board["gathering"]["gathering"]
    assert (gathering["state"], gathering["responsible"], gathering["people_expected"]) == ("gathering", "Karin", 40)
    assert gathering["timezone"] == "Europe/Stockholm"


async def test_labels_are_in_the_language_of_the_board(server: RunningServer) -> None:
    reader = await proposed(server, language="sv")

    assert "Lunch" in lines_of(reader.page, "label")
    assert "Opening circle" not in lines_of(reader.page, "label")


async def test_more_lines_keep_what_is_written(server: RunningServer) -> None:
    reader = await proposed(server, rooms="Atriet")
    before = len(reader.page.forms[0].fields)

    await reader.send("", MORE, **{"room-1": "Lobby", "room-2": "Garden"})

    assert lines_of(reader.page, "room") == ["Atriet", "Lobby", "Garden"]
    assert len(reader.page.forms[0].fields) > before


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"people": "many"}, "The number of people cannot be used as it is."),
        ({"day": "soon"}, "The date cannot be used as it is."),
        ({"ends": "10:00"}, "The day is too short: from 09:00 to 10:00."),
        ({"timezone": "../etc/passwd"}, "The time zone cannot be used as it is."),
        ({"days": "99"}, "The number of days cannot be used as it is."),
    ],
)
async def test_what_cannot_be_read_comes_back_as_it_was(
    server: RunningServer, wishes: dict[str, str], message: str
) -> None:
    reader = await proposed(server, **wishes)

    assert reader.status == 422
    assert message in reader.page.lines
    form = next(form for form in reader.page.forms if form.method == "post")
    assert {name: form.fields[name] for name in wishes} == wishes


async def test_a_board_without_a_title_is_refused_and_the_plan_is_kept(server: RunningServer) -> None:
    reader = await proposed(server, title="", rooms="Atriet")

    await reader.send("", MAKE)

    assert "The title is empty." in reader.page.lines
    assert lines_of(reader.page, "room") == ["Atriet"]


@pytest.mark.parametrize("write", [str.lower, lambda code: f" {code[:4]} - {code[4:]} ", str])
async def test_a_code_is_found_however_it_is_written(server: RunningServer, write: object) -> None:
    made = await server.device().make_board()
    reader = Reader(server.device())
    await reader.open("/")
    assert callable(write)

    await reader.send("/", code=write(made.code))

    assert (reader.status, reader.path) == (200, f"/b/{made.code}")


async def test_digits_of_the_reader_are_digits(server: RunningServer) -> None:
    made = await server.device().make_board()
    reader = Reader(server.device(), "ar")
    await reader.open("/")

    await reader.send("/", code=made.code.translate({ord(str(n)): chr(0x0660 + n) for n in range(10)}))

    assert reader.path == f"/b/{made.code}"


async def test_an_unknown_code_can_be_mended(server: RunningServer) -> None:
    reader = Reader(server.device())
    await reader.open("/")

    page = await reader.send("/", code="nope 1")

    assert reader.status == 404
    assert "No board has the code nope 1." in page.lines
    assert page.form("/").fields["code"] == "nope 1"
