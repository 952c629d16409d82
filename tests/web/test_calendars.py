"""Calendars over HTTP: rules R13 to R15."""

import re
from pathlib import Path

import pytest
from icalendar import Calendar

from openspace.storage import sqlite
from openspace.storage.sqlite import open_store_to_read
from openspace.web.passes import Feed, Passes
from tests.client import Device, Made, Reply
from tests.exports.test_calendar import broken_rules
from tests.web.conftest import RunningServer, StartServer
from tests.web.reader import Reader

HTTP_FEED = re.compile(r'value="http://[^"]*(/calendar/[^"]+\.ics)"')


async def feeds_of(reader: Reader, made: Made) -> list[str]:
    """Mine, the agenda, the deadlines: as the page offers them."""
    page = await reader.open(f"/b/{made.code}/calendar")
    return HTTP_FEED.findall(page.html)


def summaries(reply: Reply) -> list[str]:
    assert reply.status == 200, reply
    assert reply.headers["content-type"] == "text/calendar; charset=utf-8"
    assert broken_rules(reply.body) == []
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(reply.body).walk("VEVENT")]


async def placed(device: Device, made: Made, title: str, room: int = 0, slot: int = 0) -> str:
    topic = str((await device.command(made.code, "propose_topic", title=title)).json()["made"]["topic"])
    board = (await device.board(made.code))["board"]
    where = {"room": list(board["rooms"])[room], "slot": list(board["slots"])[slot]}
    assert (await device.command(made.code, "place_topic", topic=topic, **where)).status == 200
    return topic


async def test_members_get_the_agenda_and_the_deadlines(server: RunningServer, made: Made, anna: Device) -> None:
    """[R14]"""
    topic = await placed(anna, made, "Bostäder, \\ och; 🏠")
    await anna.command(made.code, "add_action", topic=topic, what="Skriv", due="2030-06-01")

    agenda = await anna.request("GET", f"/b/{made.code}/calendar.ics")
    deadlines = await anna.request("GET", f"/b/{made.code}/calendar/actions.ics")

    assert sorted(summaries(agenda)) == sorted(["Etablering", "Lunch", "Bostäder, \\ och; 🏠"])
    assert summaries(deadlines) == ["Skriv"]
    assert agenda.headers["content-disposition"] == f'inline; filename="{made.code}-agenda.ics"'


@pytest.mark.parametrize("below", ["/calendar.ics", "/calendar/actions.ics"])
async def test_strangers_get_neither(server: RunningServer, made: Made, below: str) -> None:
    """[R14]"""
    assert (await server.device().request("GET", f"/b/{made.code}{below}")).status == 401


async def test_ones_own_calendar_has_stars_own_sessions_and_what_one_took_on(
    server: RunningServer, made: Made, anna: Device
) -> None:
    """[R14]"""
    other = server.device()
    await other.join(made.code, "Bo")
    own, starred = await placed(anna, made, "Mitt"), await placed(other, made, "Stjärna", room=1)
    await placed(other, made, "Annat", slot=1)
    await anna.command(made.code, "set_interest", topic=starred, on=True)
    for person, what in ((anna.person, "Skriv"), (None, "Ring")):
        await anna.command(made.code, "add_action", topic=own, what=what, person=person, due="2030-06-01")

    mine, agenda, deadlines = await feeds_of(Reader(anna), made)

    program = server.device()  # no cookie
    assert summaries(await program.request("GET", mine)) == [
        "Etablering", "Lunch", "Mitt", "Stjärna", "Skriv",
    ]  # fmt: skip
    assert "Annat" in summaries(await program.request("GET", agenda))
    assert summaries(await program.request("GET", deadlines)) == ["Skriv", "Ring"]


async def test_nothing_new_is_304_and_a_move_is_told(server: RunningServer, made: Made, anna: Device) -> None:
    """[R15]"""
    topic = await placed(anna, made, "Bostäder")
    _, agenda, _ = await feeds_of(Reader(anna), made)
    first = await anna.request("GET", agenda)
    tag = {"If-None-Match": first.headers["etag"]}

    again = await anna.request("GET", agenda, headers=tag)
    await anna.command(made.code, "unplace_topic", topic=topic)
    moved = await anna.request("GET", agenda, headers=tag)

    assert (again.status, again.body, moved.status) == (304, b"", 200)
    assert first.headers["cache-control"] == "private, no-cache"
    (gone,) = [e for e in Calendar.from_ical(moved.body).walk("VEVENT") if e.get("STATUS") == "CANCELLED"]
    (before,) = [e for e in Calendar.from_ical(first.body).walk("VEVENT") if str(e["UID"]) == str(gone["UID"])]
    assert int(str(gone["SEQUENCE"])) > int(str(before["SEQUENCE"]))


async def test_the_exported_file_says_the_same_of_each_session(server: RunningServer, made: Made, anna: Device) -> None:
    """[R14, R15]"""
    topic = await placed(anna, made, "Bostäder")
    await placed(anna, made, "Språk", room=1, slot=1)
    await anna.command(made.code, "unplace_topic", topic=topic)
    desk = server.device(made.key("facilitator"))

    feed = await desk.request("GET", f"/b/{made.code}/calendar.ics")
    export = await desk.request("GET", f"/b/{made.code}/export/ics?edition=internal")

    assert export.status == 200, export
    assert sessions_in(export) == sessions_in(feed)
    assert {status for _, _, status in sessions_in(feed)} == {"CONFIRMED", "CANCELLED"}


def sessions_in(reply: Reply) -> set[tuple[str, str, str]]:
    events = [
        event for event in Calendar.from_ical(reply.body).walk("VEVENT") if str(event["UID"]).startswith("session")
    ]
    return {(str(event["UID"]), str(event["SEQUENCE"]), str(event["STATUS"])) for event in events}


async def test_a_feed_outlives_a_restart_and_says_when_the_board_is_erased(
    start_server: StartServer, tmp_path: Path
) -> None:
    """[R13, R15]"""
    data = tmp_path / "openspace.db"
    with start_server(data) as running:
        made = await running.device().make_board()
        anna = running.device()
        await anna.join(made.code, "Anna")
        await placed(anna, made, "Bostäder")
        mine, agenda, _ = await feeds_of(Reader(anna), made)
        first = await anna.request("GET", agenda)
    with start_server(data) as running:
        again = await running.device().request("GET", agenda)
    async with sqlite.open_store(data) as store:
        await store.erase(made.code)
    with start_server(data) as running:
        erased = [(await running.device().request("GET", feed)).status for feed in (mine, agenda)]

    assert [uid_and_sequence(first), erased] == [uid_and_sequence(again), [410, 410]]


def uid_and_sequence(reply: Reply) -> list[tuple[str, str]]:
    return [(str(e["UID"]), str(e["SEQUENCE"])) for e in Calendar.from_ical(reply.body).walk("VEVENT")]


@pytest.mark.parametrize("token", ["x", "..%2f", "x" * 600])
async def test_what_was_not_signed_here_is_no_calendar(server: RunningServer, token: str) -> None:
    """[R13]"""
    assert (await server.device().request("GET", f"/calendar/{token}.ics")).status == 404


async def test_somebody_this_board_does_not_know_has_no_calendar(server: RunningServer, made: Made) -> None:
    """[R13] Signed here, before they were gone."""
    async with open_store_to_read(server.data) as store:
        passes = Passes(await store.secret())
    token = passes.sign_feed(Feed(made.code, "mine", "nobody", "en"))

    assert (await server.device().request("GET", f"/calendar/{token}.ics")).status == 404


async def test_the_page_offers_them_in_the_readers_language(server: RunningServer, made: Made, anna: Device) -> None:
    """[R14] And the calendar speaks it too."""
    await placed(anna, made, "Bostäder")
    reader = Reader(anna, "sv")
    _, agenda, _ = await feeds_of(reader, made)

    content = (await server.device().request("GET", agenda)).body.decode().replace("\r\n ", "")

    assert reader.page.attributes["lang"] == "sv"
    assert reader.page.html.count('href="webcal://') == 3
    assert "Öppnas av Anna" in content


async def test_a_stranger_joins_before_the_page(server: RunningServer, made: Made) -> None:
    reader = Reader(server.device())
    await reader.open(f"/b/{made.code}/calendar")

    page = await reader.send("/join", name="Cy")

    assert "In your own calendar" in page.lines
