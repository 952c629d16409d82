"""The demo: a whole day played by a crowd of real clients, from one command."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from openspace.demo import forum
from openspace.demo.notepad import end_below
from openspace.demo.reports import all_reports
from tests.client import WAIT_MAX_S, Device, Json, Made, Screen

FEW = 3  # of 12 people
DAY_MAX_S = 180.0  # of seven hours at 1,500 times their speed


@contextmanager
def played(*options: str) -> Iterator[tuple[subprocess.Popen[str], Made, str]]:
    """The process, its board, and where this machine reaches it."""
    command = [sys.executable, "-u", "-m", "openspace", "demo", "--host", "127.0.0.1", "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        links: dict[str, str] = {}
        for line in process.stdout:
            words = line.split()
            if len(words) == 2 and words[0] in ("join", "facilitator", "scribe", "wall"):
                links[words[0]] = words[1]
            if len(links) == 4:
                break
        base, _, code = links["join"].partition("/b/")
        yield process, Made(code, links), base
    finally:
        process.kill()
        process.communicate(timeout=WAIT_MAX_S)


async def seen_by_a_wall(base: str, made: Made) -> Screen:
    """What a wall has heard by the time that people have gone to sessions and write there."""
    async with Device(base, made.key("wall")).screen(made.code) as screen:
        await screen.say({"type": "watch", "planes": ["heads", "interest", "flows", "address", "notes"]})
        await screen.until(lambda: len(screen.board["topics"]) >= FEW)
        await screen.until(lambda: len(screen.board["sessions"]) >= FEW)
        await screen.until(lambda: sum(heads_in_sessions(screen)) >= FEW)
        await screen.until(lambda: any(notes["lines"] for notes in notes_of(screen)))
        await screen.until(lambda: any(writers_told(screen)))  # of each for two minutes, here a fifth of a second
        return screen


async def left_by_the_day(base: str, made: Made) -> tuple[Json, Json, str]:
    """The board once its book is on the walls, what is told of the book, and the public page of it."""
    device = Device(base, made.key("facilitator"))
    async with device.screen(made.code) as screen:
        await screen.until(lambda: len(screen.board["sessions"]) >= 1, DAY_MAX_S)
        await screen.until(lambda: any(topic["is_ready"] for topic in screen.board["topics"].values()), DAY_MAX_S)
        await screen.until(lambda: screen.board["walls"]["all"]["scene"] == "book", DAY_MAX_S)
    book = await device.request("GET", f"/api/boards/{made.code}/book")
    page = await Device(base).request("GET", f"/b/{made.code}/proceedings")
    return screen.board, book.json(), page.body.decode()


def heads_in_sessions(screen: Screen) -> list[int]:
    return [heads for place, heads in screen.presence["heads"].items() if place in screen.board["sessions"]]


def writers_told(screen: Screen) -> list[int]:
    return [notes["writers"] for frame in screen.frames for notes in frame.get("notes", {}).values()]


def notes_of(screen: Screen) -> list[Json]:
    return list(screen.presence["notes"].values())


def test_the_demo_plays_a_day_and_ends_when_told_to() -> None:
    """[O2]"""
    with played("--people", "12", "--speed", "600") as (process, made, base):
        screen = asyncio.run(seen_by_a_wall(base, made))
        process.send_signal(signal.SIGTERM)
        _, logged = process.communicate(timeout=WAIT_MAX_S)

    walks = [flow for frame in screen.frames for flow in frame.get("flows", [])]
    assert screen.board["gathering"]["gathering"]["state"] == "open"
    assert sum(people for _, _, people in walks) >= FEW
    assert any(screen.presence["interest"].values())
    assert screen.presence["address"]["is_reached"] is False  # the crowd is no phone
    assert max(writers_told(screen)) >= 1
    assert process.returncode == 0
    assert "Traceback" not in logged
    assert "event=request" in logged
    assert [text for text in said_in_the_demo() if text in logged or ascii(text)[1:-1] in logged] == []


def said_in_the_demo() -> list[str]:
    """Names and titles: none may stand in the log."""
    return [*forum.NAMES, *(name for _, name in forum.PAPER), *(card.title for card in forum.CARDS)]


@pytest.mark.long
def test_the_day_leaves_reports_with_actions_and_photos_and_a_book() -> None:
    with played("--people", "12", "--speed", "1500") as (_, made, base):
        board, book, page = asyncio.run(left_by_the_day(base, made))

    ready = [topic for topic in board["topics"].values() if topic["is_ready"]]
    assert len(ready) >= 1
    assert all(action["due"] for action in board["actions"].values())
    assert {action["topic"] for action in board["actions"].values()} >= {topic["id"] for topic in ready}
    assert all(photo["text"] for photo in board["photos"].values())
    assert book["edition"]["number"] == 1
    assert all(topic["title"].split(" ")[0] in page for topic in ready)


def test_every_report_belongs_to_a_topic_of_the_demo() -> None:
    titles = {card.title for card in forum.CARDS} | {title for title, _ in forum.PAPER}

    assert set(all_reports()) - titles == set()


def test_a_line_is_added_before_the_next_heading_and_at_the_end_when_there_is_none() -> None:
    text = "## Ett\n\n- \n\n## Två\n\n- så\n"

    assert [text[: end_below(text, heading)].rstrip() for heading in range(3)] == ["## Ett\n\n-", text[:-1], text[:-1]]
